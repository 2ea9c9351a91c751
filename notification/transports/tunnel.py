"""The event tunnel: the page that others embed, and its modules, read once.

Source: Finesse Developer Guide, Connect to XMPP over HTTP using Finesse EventTunnel.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

GADGETS = Path(__file__).resolve().parents[2] / "gadgets"
SCRIPT = b"text/javascript;charset=utf-8"
HTML = b"text/html;charset=utf-8"

# Embedded from a page of another port, so nothing here may forbid to be framed.
HEADERS = b"Cache-Control: no-cache\r\nX-Content-Type-Options: nosniff\r\nReferrer-Policy: no-referrer\r\n"


class File(NamedTuple):
    """What is served at a path."""

    content: bytes
    content_type: bytes


def files(gadgets: Path = GADGETS) -> Mapping[bytes, File]:
    """By path: the page, the tunnel's scripts, and those of the desktop that they stand on."""
    page = File((gadgets / "tunnel" / "tunnel.html").read_bytes(), HTML)
    scripts = [
        *(gadgets / "tunnel").glob("*.js"),
        *(gadgets / "desktop" / "xmpp").glob("*.js"),
        gadgets / "desktop" / "connection.js",
        gadgets / "desktop" / "xml.js",
    ]
    return {b"/tunnel/": page} | {
        f"/{script.relative_to(gadgets).as_posix()}".encode(): File(script.read_bytes(), SCRIPT)
        for script in scripts
    }
