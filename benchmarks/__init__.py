"""Figures of the whole lab and of its parts: `python -m benchmarks` prints them as a table."""
