"""XMPP without sockets, tasks or clocks: bytes and elements in, bytes out."""
