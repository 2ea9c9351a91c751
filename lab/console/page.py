"""The console's page for people: what runs and which calls there are, as plain HTML. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from vos import pages


def render(status: Mapping[str, Any], calls: Iterable[Mapping[str, Any]], nonce: str) -> str:
    """The page of a status and calls as the JSON API shows them. It shows what is new every two seconds.

    Its script and its style are of that nonce, see `policy`.
    """
    services = [
        (
            service["name"],
            service["state"],
            "yes" if service["in_service"] else service["reason"],
            service["pid"] or "",
            "  ".join(f"{what} {where}" for what, where in service["addresses"].items()),
        )
        for service in status["services"]
    ]
    talks = [
        (call["id"], call["from"] or "no number", call["to"], call["summary"], call["began"])
        for call in calls
        if call["made_for"] is None
    ]
    return pages.render("lab/console.html", status=status, services=services, calls=talks[::-1], nonce=nonce)


def policy(nonce: str) -> str:
    """What the page may load: its own style and script, and itself."""
    return (
        f"default-src 'none'; style-src 'nonce-{nonce}'; script-src 'nonce-{nonce}'; connect-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
