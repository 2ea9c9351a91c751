"""The package as it is published: what it requires, what it says of itself, what is in it."""
