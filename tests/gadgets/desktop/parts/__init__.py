"""Parts of the page in a browser."""
