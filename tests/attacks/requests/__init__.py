"""What is sent over HTTP to be costly to read, or to be taken for something else."""
