"""Pictures of every page and main state, in each language, scheme and size: `make screenshots`."""
