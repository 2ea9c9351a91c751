"""What is said over XMPP by somebody with a password, at the cost of others."""
