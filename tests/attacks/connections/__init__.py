"""What is held open, half said or left: it keeps no place from an honest client."""
