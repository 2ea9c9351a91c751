"""What fetching stands on: connections, who asks, forms, what was fetched and what is kept of it."""
