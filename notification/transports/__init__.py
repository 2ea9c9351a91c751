"""How XMPP travels: TCP, BOSH and WebSocket. Each only frames; what it carries is the Session's."""
