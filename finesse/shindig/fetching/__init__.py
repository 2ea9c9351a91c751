"""What fetching stands on: one connection to a web server, who asks, and which connections are our own."""
