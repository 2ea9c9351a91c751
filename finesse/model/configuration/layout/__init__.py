"""The XML of a desktop's layout: what may stand in it, and where something is wrong."""
