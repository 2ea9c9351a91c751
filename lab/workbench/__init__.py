"""Gadgets that are being written, put into the desktops of a lab that runs."""
