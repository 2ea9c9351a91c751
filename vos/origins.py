"""Whose pages may use a service from another origin: any, those that are named, or none.

As `utils finesse cors enable_all`, `enable` and `disable` leave it; a fresh installation allows any.
Source: Administration Guide, Cisco Finesse CLI.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

ANY = "*"
CHARACTERS = 4000  # of all names together
_ORIGIN = re.compile(r"[a-z][a-z0-9+.-]*://(?:[a-z0-9._-]+|\[[0-9a-f:.]+\])(?::\d{1,5})?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Origins:
    """`*`, or `https://crm.example.com:8443` and others, separated by commas; empty for none."""

    names: frozenset[str] = frozenset({ANY})

    @classmethod
    def parse(cls, text: str) -> Origins:
        """ValueError says what is wrong."""
        names = frozenset(name.strip().lower().rstrip("/") for name in text.split(",") if name.strip())
        if len(text) > CHARACTERS:
            raise ValueError(f"more than {CHARACTERS} characters")
        if names == {ANY}:
            return cls(names)
        for name in sorted(names):
            if not _ORIGIN.fullmatch(name):
                raise ValueError(
                    f"{name!r} is no origin, such as https://crm.example.com:8443; a * stands alone"
                )
        return cls(names)

    def __str__(self) -> str:
        return ",".join(sorted(self.names))

    @property
    def any(self) -> bool:
        """Whether every page may."""
        return ANY in self.names

    def allow(self, origin: str) -> bool:
        """Whether a page of that origin may."""
        return self.any or origin.lower() in self.names
