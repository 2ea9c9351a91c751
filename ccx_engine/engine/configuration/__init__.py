"""What RmCm is configured with, and the records of it that clients upload."""
