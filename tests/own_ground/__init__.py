"""No test reads or writes outside its own temporary folder, whatever process it starts."""
