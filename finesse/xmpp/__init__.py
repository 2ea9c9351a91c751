"""What the link to the notification service is made of: connection, stanzas, nodes and addresses."""
