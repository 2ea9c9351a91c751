"""Who comes in at a listening socket, how many may, and whose turn it is; `vos.http` puts HTTP behind it."""
