"""What CUCM tells by JTAPI, of calls and of devices, and what it means."""
