"""What is kept of what was fetched, and of what was made of it."""
