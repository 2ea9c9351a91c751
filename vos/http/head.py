"""What the head of a request must be, beyond what the parser asks for. Pure.

A server that is not sure where a request ends, or for whom it is, must not guess: who stands before it may
have guessed otherwise. Sources: RFC 9112 §2.3, §3.2, §6.1, §6.3; RFC 9110 §7.2.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from http import HTTPStatus

from vos.http.refused import Refused

_HOST = re.compile(rb"(?:[A-Za-z0-9._~%!$&'()*+,;=-]*|\[[0-9A-Fa-f:.]+\])(?::\d{0,5})?")


def is_host(value: bytes) -> bool:
    """Whether that is what a header Host may say."""
    return _HOST.fullmatch(value) is not None


def fault(method: str, version: tuple[int, int], headers: Iterable[tuple[bytes, bytes]]) -> Refused | None:
    """What is wrong with a request of these headers; None when it may be answered."""
    hosts: list[bytes] = []
    codings: list[bytes] = []
    sizes = 0
    for name, value in headers:
        size = len(name)
        if size == 4 and name.lower() == b"host":
            hosts.append(value.strip(b" \t"))
        elif size == 17 and name.lower() == b"transfer-encoding":
            codings.append(value.strip(b" \t").lower())
        elif size == 14 and name.lower() == b"content-length":
            sizes += 1
    if version[0] != 1:
        known = version[0] > 1
        status = HTTPStatus.HTTP_VERSION_NOT_SUPPORTED if known else HTTPStatus.BAD_REQUEST
        return _refused(status, "HTTP of another version", "ask in HTTP/1.1")
    if method == "CONNECT":
        return _refused(HTTPStatus.NOT_IMPLEMENTED, "CONNECT to a server that is no proxy", "ask it itself")
    if len(hosts) > 1 or (not hosts and version >= (1, 1)):
        return _refused(HTTPStatus.BAD_REQUEST, f"{len(hosts)} headers Host", "send one")
    if hosts and not is_host(hosts[0]):
        return _refused(HTTPStatus.BAD_REQUEST, "Host is no host", "send a name or an address, and a port")
    if not codings:
        return None
    if sizes or version < (1, 1) or len(codings) > 1:
        return _refused(
            HTTPStatus.BAD_REQUEST, "the length of the body is told in two ways", "tell it in one"
        )
    if codings[0] != b"chunked":
        return _refused(HTTPStatus.NOT_IMPLEMENTED, "an unknown Transfer-Encoding", "send chunked alone")
    return None


def _refused(status: HTTPStatus, cause: str, cure: str) -> Refused:
    return Refused(status, cause, cure, closes=True)
