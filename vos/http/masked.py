"""HTTP messages as they may be shown: stars for passwords, tokens and cookies."""

from __future__ import annotations

import re
from collections.abc import Iterable

MASK = b"********"
SECRETS = frozenset({b"authorization", b"proxy-authorization", b"cookie", b"set-cookie"})  # headers
_SCHEME = re.compile(rb"[A-Za-z]+ +")
_QUERY = re.compile(rb"([?&][^=&\s]*(?:auth|password|secret|token)[^=&\s]*=)[^&\s]*", re.IGNORECASE)


def head(first_line: bytes, headers: Iterable[tuple[bytes, bytes]]) -> bytes:
    """The lines before the body, and the empty one after them."""
    lines = [_QUERY.sub(rb"\1" + MASK, first_line)]
    lines += [name + b": " + (_mask(value) if name.lower() in SECRETS else value) for name, value in headers]
    return b"\r\n".join([*lines, b"", b""])


def _mask(value: bytes) -> bytes:
    """Only the scheme of credentials is left."""
    scheme = _SCHEME.match(value)
    return (scheme[0] if scheme is not None else b"") + MASK
