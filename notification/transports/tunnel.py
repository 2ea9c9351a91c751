"""The event tunnel: the page that others embed, and its modules, read once.

Source: Finesse Developer Guide, Connect to XMPP over HTTP using Finesse EventTunnel.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Mapping
from typing import NamedTuple

from vos.http.edition import FOR_EVER
from vos.http.tunnel_page import tunnel_editions, tunnel_page

SCRIPT = b"text/javascript;charset=utf-8"
HTML = b"text/html;charset=utf-8"

# Embedded from a page of another port, so nothing here may forbid to be framed.
HEADERS = b"X-Content-Type-Options: nosniff\r\nReferrer-Policy: no-referrer\r\nVary: Accept-Encoding\r\n"
NO_CACHE = b"Cache-Control: no-cache\r\n"
KEPT = f"Cache-Control: {FOR_EVER}\r\n".encode()
GZIP = re.compile(rb"(?:^|[,\s])gzip\s*(?:,|$)", re.IGNORECASE)  # with a weight it is sent as it is


class File(NamedTuple):
    """What is served at a path."""

    content: bytes
    content_type: bytes
    packed: bytes
    """The same compressed."""

    headers: bytes

    def form_for(self, accept_encoding: bytes) -> tuple[bytes, bytes]:
        """Body and headers of the answer to who takes these."""
        if GZIP.search(accept_encoding):
            return self.packed, self.headers + b"Content-Encoding: gzip\r\n"
        return self.content, self.headers


def file(content: bytes, content_type: bytes) -> File:
    """One that is asked for again each time."""
    return File(content, content_type, gzip.compress(content, 9, mtime=0), HEADERS + NO_CACHE)


def files() -> Mapping[bytes, File]:
    """By path: the page, the tunnel's scripts, and those that they stand on."""
    edition = tunnel_editions().now()
    found = {b"/tunnel/": file(tunnel_page(edition), HTML)}
    for path, text in edition.texts.items():
        script = file(text, SCRIPT)
        found[path.encode()] = script
        found[edition.address(path).encode()] = script._replace(headers=HEADERS + KEPT)
    return found
