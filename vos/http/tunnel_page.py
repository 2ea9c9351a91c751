"""The event tunnel's document, as both services that have the tunnel serve it."""

from __future__ import annotations

from vos.http.browser_modules import GADGETS, TUNNEL
from vos.http.edition import Edition, Editions

FILE = GADGETS / "tunnel" / "tunnel.html"
FIRST = "/tunnel/EventTunnel.js"
PLAIN = '<script type="module" src="EventTunnel.js"></script>'


def tunnel_editions() -> Editions:
    return Editions(TUNNEL, root="/", home="/tunnel/")


def tunnel_page(edition: Edition) -> bytes:
    """The document, with the modules of this edition, all of them named so that they come at once."""
    lines = [
        f'<script type="module" src="{edition.address(FIRST)}"></script>',
        *(f'<link rel="modulepreload" href="{address}">' for address in edition.preloads(FIRST)),
    ]
    text = FILE.read_text("utf-8")
    assert PLAIN in text
    return text.replace(PLAIN, "\n    ".join(lines)).encode()
