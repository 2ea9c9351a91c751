"""The page in a frame whose gadget is not shown. The page around it finds the kind in `data-gadget-error`."""

from __future__ import annotations

from aiohttp import web

from finesse.shindig.errors.not_shown import NotShown
from finesse.shindig.errors.texts import words
from vos import pages

POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
CHARACTERS = 500  # of what a server says, and of an address


def error_page(error: NotShown, language: str, ancestors: str = "'self'") -> web.Response:
    """The page, in the language or in English; pages of `ancestors` may show it in a frame."""
    spoken, said = words(language)
    fault, mend = said.faults.get(error.fault, ("", said.mend[error.code]))
    text = pages.render(
        "finesse/gadget_error.html",
        language=spoken,
        code=error.code,
        words=said,
        failed=said.failed[error.code],
        fault=fault,
        line=said.line.format(line=error.line) if error.line else "",
        mend=mend,
        detail=error.detail[:CHARACTERS],
        address=error.address[:CHARACTERS],
    )
    return web.Response(
        status=error.status,
        body=text.encode("utf-8", "replace"),
        headers={
            "Content-Type": "text/html; charset=utf-8",
            "Content-Security-Policy": f"{POLICY}; frame-ancestors {ancestors}",
            "Cache-Control": "no-store",
            "X-Content-Type-Options": "nosniff",
        },
    )
