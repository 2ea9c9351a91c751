"""The notification service: XMPP for desktops, clients and the Finesse web application (Openfire's role)."""
