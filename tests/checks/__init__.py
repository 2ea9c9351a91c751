"""What holds for the tests themselves, read from their source."""
