"""The REST web application `/finesse/api`: one file per noun, each closing with its ROUTES."""
