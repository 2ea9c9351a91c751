"""The lab's certificate authority and one certificate per node. What it makes is never committed."""
