"""The supervisor's parts of the desktop."""
