"""What RmCm is configured with, in a database that all nodes of a cluster share."""
