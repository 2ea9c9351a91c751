"""The test kit: the lab and its agents for a test, and the pytest plugin that brings them."""
