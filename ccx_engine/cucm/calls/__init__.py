"""The calls themselves: requests and the time go in, events with their receivers come out."""
