"""Gadgets in a real browser, and the gadget that is measured."""
