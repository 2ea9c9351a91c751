"""What administrators configure, and what users and teams read of it: a file per noun."""
