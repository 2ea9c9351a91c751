"""What is asked for, and what came. Pure."""

from __future__ import annotations

from dataclasses import dataclass

Headers = tuple[tuple[str, str], ...]

METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"})
"""That can be asked for."""


@dataclass(frozen=True)
class Asked:
    """A request. What of its headers is not the caller's to say is left out."""

    url: str
    method: str = "GET"
    headers: Headers = ()
    body: bytes = b""


@dataclass(frozen=True)
class Fetched:
    """An answer, decoded; `url` is where it came from at last. Names of headers in small letters."""

    status: int
    headers: Headers
    body: bytes
    url: str

    def header(self, name: str) -> str:
        """The values of that header, one behind the other; empty where there is none."""
        return ", ".join(value for each, value in self.headers if each == name)
