"""Workflows in the desktop."""
