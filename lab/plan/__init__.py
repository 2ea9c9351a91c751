"""Which services run, where they listen and whom they ask: a graph, made from what is wanted."""
