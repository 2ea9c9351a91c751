"""The node itself: its figures, its logs, its description, what monitoring asks of it."""
