"""A lab that is set up otherwise, changed while it runs, or looked at from outside."""
