"""What supervisors do with their agents' calls, and agents' calls for help."""
