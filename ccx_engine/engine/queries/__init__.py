"""What clients ask to see, and hear of when it changes."""
