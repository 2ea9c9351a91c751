"""How the tables became what they are; one file per version. A file that was released never changes."""
