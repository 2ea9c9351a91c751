"""What a lab needs on this machine: its home, its certificates, and the services' processes."""
