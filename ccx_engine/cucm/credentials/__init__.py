"""Passwords and PINs of the cluster's users: how they are kept, checked, and when an account is locked."""
