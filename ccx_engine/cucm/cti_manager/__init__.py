"""CTI Manager: the JTAPI link's server, its providers, and what each request does."""
