"""The event tunnel: the page that others embed, and its modules, read once.

Source: Finesse Developer Guide, Connect to XMPP over HTTP using Finesse EventTunnel.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from vos.http.browser_modules import GADGETS, TUNNEL, modules

SCRIPT = b"text/javascript;charset=utf-8"
HTML = b"text/html;charset=utf-8"

# Embedded from a page of another port, so nothing here may forbid to be framed.
HEADERS = b"Cache-Control: no-cache\r\nX-Content-Type-Options: nosniff\r\nReferrer-Policy: no-referrer\r\n"


class File(NamedTuple):
    """What is served at a path."""

    content: bytes
    content_type: bytes


def files() -> Mapping[bytes, File]:
    """By path: the page, the tunnel's scripts, and those that they stand on."""
    page = File((GADGETS / "tunnel" / "tunnel.html").read_bytes(), HTML)
    scripts = {path.encode(): File(file.read_bytes(), SCRIPT) for path, file in modules(TUNNEL).items()}
    return {b"/tunnel/": page} | scripts
