"""Agents: their states, who is chosen of them, and what clients ask for them."""
