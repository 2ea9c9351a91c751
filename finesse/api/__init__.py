"""The REST web application `/finesse/api`: what all operations share, and a room for each kind of nouns."""
