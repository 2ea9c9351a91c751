"""SQL over AXL: the cluster as a database, and the processes in which statements run."""
