"""What services keep in a database: the connections to it, its tables' version, who changed what."""
