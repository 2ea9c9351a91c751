"""Other people's gadgets on this node: their files, and the workbench on which developers write them."""
