"""What happens now, and what users ask for: a file per noun."""
