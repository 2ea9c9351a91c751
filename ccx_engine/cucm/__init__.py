"""The simulated Unified CM: users, phones, and the calls themselves; CTI Manager and AXL in front of them."""
