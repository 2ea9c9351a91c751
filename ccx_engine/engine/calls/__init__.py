"""What clients ask of calls, and the events that tell of them."""
