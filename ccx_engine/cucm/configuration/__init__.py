"""What the cluster is configured with, and how that is changed."""
