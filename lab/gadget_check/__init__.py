"""`finesse-lab gadget check`: a gadget read as a strict reviewer of the real product would read it."""
