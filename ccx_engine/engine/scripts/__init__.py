"""What an application does with a caller: the steps, and how they follow each other."""
