"""Gadgets of the tests' own on the real lab, in a real browser: loading styles, services, faults."""
