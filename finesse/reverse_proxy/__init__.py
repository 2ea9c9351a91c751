"""BOSH and WebSocket at this node's own port, passed on to the notification service byte by byte."""
