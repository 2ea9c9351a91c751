"""What this node is and does: events and requests in; CTI requests, notifications, deadlines out. Pure."""
