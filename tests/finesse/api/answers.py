"""What tests look at in answers."""

from __future__ import annotations

from lxml import etree

HEADERS = {
    "Content-Type": "application/xml;charset=UTF-8",
    "Cache-Control": "no-cache, no-store, must-revalidate",
    "X-Content-Type-Options": "nosniff",
}


async def triplet(response: object) -> tuple[str, str, str]:
    error = etree.fromstring(await response.read())[0]  # type: ignore[attr-defined]
    return tuple(error.findtext(name) or "" for name in ("ErrorType", "ErrorMessage", "ErrorData"))  # type: ignore[return-value]
