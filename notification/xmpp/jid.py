"""Who somebody is: `local@domain/resource`, compared as Openfire does, in lower case (RFC 7622, XEP-0106)."""

from __future__ import annotations

import re
from typing import NamedTuple

PART_BYTES = 1023
_LOCAL = re.compile(r"""[^\s"&'/:<>@\x00-\x1f\x7f]+""")
_DOMAIN = re.compile(r"[\w.\-\[\]:]+")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_ESCAPED = {" ": "20", '"': "22", "&": "26", "'": "27", "/": "2f", ":": "3a", "<": "3c", ">": "3e", "@": "40"}
_UNESCAPE = re.compile(r"\\(20|22|26|27|2f|3a|3c|3e|40|5c)", re.IGNORECASE)
_PLAIN_BACKSLASH = re.compile(r"\\(?=20|22|26|27|2f|3a|3c|3e|40|5c)", re.IGNORECASE)


class Jid(NamedTuple):
    """Its three parts; an empty string where there is none."""

    local: str
    domain: str
    resource: str = ""

    @property
    def bare(self) -> str:
        """Without the resource."""
        return f"{self.local}@{self.domain}" if self.local else self.domain

    def __str__(self) -> str:
        return f"{self.bare}/{self.resource}" if self.resource else self.bare


def parse(text: str) -> Jid:
    """ValueError if it is none."""
    rest, slash, resource = text.partition("/")
    local, at, domain = rest.rpartition("@")
    if (at and not local) or (slash and not resource):
        raise ValueError(f"{text!r} is not a JID")
    local, domain = local.lower(), domain.lower()
    if (local and not good_local(local)) or not _DOMAIN.fullmatch(domain) or len(domain) > PART_BYTES:
        raise ValueError(f"{text!r} is not a JID")
    if resource and not good_resource(resource):
        raise ValueError(f"{text!r} is not a JID")
    return Jid(local, domain, resource)


def good_local(text: str) -> bool:
    """Whether it can stand before the `@`."""
    return _LOCAL.fullmatch(text) is not None and len(text.encode()) <= PART_BYTES


def good_resource(text: str) -> bool:
    """Whether it can stand after the `/`."""
    return bool(text) and not _CONTROL.search(text) and len(text.encode("utf-8", "replace")) <= PART_BYTES


def escape(user: str) -> str:
    """A user id as a local part: what may not stand there is written `\\40` and the like (XEP-0106)."""
    user = _PLAIN_BACKSLASH.sub(r"\\5c", user)
    return "".join(f"\\{_ESCAPED[letter]}" if letter in _ESCAPED else letter for letter in user).lower()


def unescape(local: str) -> str:
    """The user id that a local part stands for."""
    return _UNESCAPE.sub(lambda match: chr(int(match[1], 16)), local)
