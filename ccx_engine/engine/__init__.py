"""The contact centre itself, pure: requests, events and the time in, events and requests out."""
