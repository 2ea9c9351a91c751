"""What Finesse shows: its objects, and the XML of each declared once. No socket, no task, no clock."""
