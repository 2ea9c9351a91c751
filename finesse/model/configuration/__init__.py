"""What administrators configure, as clients read and write it."""
