"""User ids as XMPP addresses (XEP-0106): the notification service compares them in lower case."""

from __future__ import annotations

import re

_ESCAPED = {" ": "20", '"': "22", "&": "26", "'": "27", "/": "2f", ":": "3a", "<": "3c", ">": "3e", "@": "40"}
_LETTERS = {code: letter for letter, code in _ESCAPED.items()} | {"5c": "\\"}
_CODES = "|".join(_LETTERS)
_BACKSLASH = re.compile(rf"\\(?={_CODES})", re.IGNORECASE)
_SEQUENCE = re.compile(rf"\\({_CODES})", re.IGNORECASE)


def local_part(user: str) -> str:
    """What stands before the `@` of that user's address."""
    escaped = _BACKSLASH.sub(r"\\5c", user)
    return "".join(f"\\{_ESCAPED[letter]}" if letter in _ESCAPED else letter for letter in escaped).lower()


def user_of(local: str) -> str:
    """The user id, in lower case, whose local part that is."""
    return _SEQUENCE.sub(lambda found: _LETTERS[found[1].lower()], local)
