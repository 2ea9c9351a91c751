"""From a gadget's texts to the page in its frame: variables, addresses, and the document. Pure."""
