"""What outlives a restart of the service: nodes, subscriptions, and who watches whose presence."""
