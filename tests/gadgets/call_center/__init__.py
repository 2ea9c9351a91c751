"""Two agents and their supervisor at their desktops: one browser, one real lab."""
