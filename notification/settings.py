"""The notification service's settings."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from vos import centre
from vos.address import Address
from vos.origins import Origins
from vos.settings import needed, setting


@dataclass(frozen=True)
class NotificationSettings:
    """The notification service: XMPP over TCP, BOSH and WebSocket."""

    host: str = setting("localhost", "the XMPP domain: the name by which clients know this node")
    c2s: Address = setting(Address("127.0.0.1", 5222), "XMPP over TCP")
    c2s_tls: Address = setting(Address("127.0.0.1", 5223), "XMPP over TCP with TLS from the first byte")
    http: Address = setting(Address("127.0.0.1", 7071), "BOSH and WebSocket over HTTP")
    https: Address = setting(Address("127.0.0.1", 7443), "BOSH and WebSocket over HTTPS")
    starttls: bool = setting(True, "whether TLS is offered, never required, on the plain XMPP port")
    certs: Path = needed("the folder of the certificates", "/srv/lab/certs")
    certificate: str = setting("", "name of this node's certificate; the XMPP domain when empty")
    centre: Path = setting(centre.SAMPLE, "the contact centre's file (TOML)")
    data: Path | None = setting(
        None, "SQLite file that keeps nodes and subscriptions over a restart; when empty they are forgotten"
    )
    axl: Address = setting(Address("127.0.0.1", 8443), "Unified CM's AXL service, which checks passwords")
    cors: Origins = setting(
        Origins(),
        "whose pages may use BOSH and WebSocket: * for any, origins separated by commas, or empty for none",
    )
    password_memory: float = setting(60.0, "seconds for which a right password is not checked again")
    sign_in: float = setting(60.0, "seconds in which a client must have signed in")
    ping: float = setting(60.0, "seconds of silence until a TCP or WebSocket client is pinged")
    drop: float = setting(120.0, "seconds of silence until it is given up")
    request_seconds: float = setting(30.0, "seconds in which an HTTP request must have arrived")
    keep_alive: float = setting(
        330.0, "seconds until an unused HTTP connection of somebody who has signed in is closed"
    )
    inactivity: int = setting(60, "seconds without a request until a BOSH session ends")
    wait: int = setting(300, "the longest that a BOSH client may let a request wait, in seconds")
    maxpause: int = setting(300, "the longest that a BOSH client may pause, in seconds")
    polling: int = setting(5, "seconds that a polling BOSH client must let pass between requests")
    requests: int = setting(2, "requests that a BOSH client may have under way at once")
    sign_in_bytes: int = setting(10_000, "size of a stanza or BOSH body before the sign-in")
    stanza_bytes: int = setting(262_144, "size of a stanza or BOSH body")
    unread_bytes: int = setting(1_048_576, "bytes that may wait for a client that does not read them")
    connections: int = setting(20_000, "connections, and BOSH sessions, at once")
    strangers: int = setting(2000, "connections of those who have not signed in; the oldest gives way")
    strangers_of_address: int = setting(1000, "of those, how many from one address")
    stranger_sessions: int = setting(
        10_000, "BOSH sessions that nobody has signed in to; the oldest gives way"
    )
    stranger_sessions_of_address: int = setting(5000, "of those, how many from one address")
    log_level: str = setting("INFO", "DEBUG shows every message")
    log_file: Path | None = setting(None, "log to this file instead of stderr")
