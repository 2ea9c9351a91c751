"""What people do with the product, over all of its services at once."""
