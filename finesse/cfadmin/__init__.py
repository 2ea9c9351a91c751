"""What the administration console needs of its node beside the REST API: ours, below `/cfadmin/api`."""
