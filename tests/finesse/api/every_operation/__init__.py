"""What holds for every operation, by its declaration."""
