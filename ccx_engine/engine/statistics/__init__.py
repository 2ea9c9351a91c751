"""What is counted, and the live records made of it."""
