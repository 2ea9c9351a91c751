"""Calls on the desktop, at a server that does as told."""
