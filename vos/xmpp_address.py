"""Parts of XMPP addresses, and user ids as such parts: every service that compares users does it by these.

Prepared as Openfire and slixmpp do it: by nodeprep and resourceprep, the profiles of stringprep (RFC 3454) in
RFC 3920. ValueError where an address may not hold the text.
"""

from __future__ import annotations

import ipaddress
import re
import stringprep
import unicodedata
from collections.abc import Callable, Iterable
from functools import lru_cache

import idna

PART_BYTES = 1023
KNOWN_LETTERS = 1 << 14  # of which the tables' verdicts are remembered

_PLAIN_LOCAL = re.compile(r"""[!#$%()*+,\-.0-9;=?A-Z\[\\\]^_`a-z{|}~]+""")
_PLAIN_USER = re.compile(r"[\x20-\x5b\x5d-\x7e]+")  # all but the backslash
_PLAIN_RESOURCE = re.compile(r"[\x20-\x7e]+")
# Two hyphens there are kept for names such as those in other scripts (RFC 5891 §4.2.3.1).
_LABEL = "(?!..--(?<![Xx][Nn]--))[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?"
_DOMAIN = re.compile(rf"{_LABEL}(?:\.{_LABEL})*|\[[0-9A-Fa-f:.]+\]")
_NOT_IN_A_LOCAL = frozenset(" \"&'/:<>@")
# Their compatible forms were corrected after the tables were made (Unicode's Corrigendum 4): peers disagree.
_CORRECTED = frozenset("\U0002f868\U0002f874\U0002f91f\U0002f95f\U0002f9bf")
_PROHIBITED: tuple[Callable[[str], bool], ...] = (
    stringprep.in_table_c12,
    stringprep.in_table_c21_c22,
    stringprep.in_table_c3,
    stringprep.in_table_c4,
    stringprep.in_table_c5,
    stringprep.in_table_c6,
    stringprep.in_table_c7,
    stringprep.in_table_c8,
    stringprep.in_table_c9,
)

_ESCAPED = {" ": "20", '"': "22", "&": "26", "'": "27", "/": "2f", ":": "3a", "<": "3c", ">": "3e", "@": "40"}
_LETTERS = {code: letter for letter, code in _ESCAPED.items()} | {"5c": "\\"}
_CODES = "|".join(_LETTERS)
_BACKSLASH = re.compile(rf"\\(?={_CODES})", re.IGNORECASE)
_SEQUENCE = re.compile(rf"\\({_CODES})", re.IGNORECASE)


def nodeprep(text: str) -> str:
    """What stands before the `@`, as it is compared: in lower case, each letter in its compatible form."""
    if _PLAIN_LOCAL.fullmatch(_bounded(text)) is not None:
        return text.lower()
    prepared = _prepared(_folded(letter) for letter in text)
    if not _NOT_IN_A_LOCAL.isdisjoint(prepared):
        raise ValueError(f"{text!r} is no local part of an address")
    return prepared


def resourceprep(text: str) -> str:
    """What stands after the `/`, as it is compared."""
    if _PLAIN_RESOURCE.fullmatch(_bounded(text)) is not None:
        return text
    return _prepared(_mapped(letter) for letter in text)


def domain(text: str) -> str:
    """What stands after the `@`, as it is compared: a name in ASCII, as every host here has one."""
    text = text.removesuffix(".")
    if _DOMAIN.fullmatch(_bounded(text)) is None:
        raise ValueError(f"{text!r} is no name of a host")
    if text.startswith("["):
        ipaddress.IPv6Address(text[1:-1])  # AddressValueError is a ValueError
        return text
    text = text.lower()
    for label in text.split(".") if "xn--" in text else ():
        _named(label)
    return text


def _named(label: str) -> None:
    """ValueError for what begins like a name in another script, and is none or goes from right to left."""
    if label.startswith("xn--"):
        name = idna.ulabel(label)
        if unicodedata.bidirectional(name[0]) in ("R", "AL", "") or not unicodedata.is_normalized(
            "NFKC", name
        ):
            raise ValueError(f"{label!r} is no name of a host")


def local_part(user: str) -> str:
    """What stands before the `@` of a user's address: `\\40` and the like for what may not stand there."""
    escaped = _BACKSLASH.sub(r"\\5c", user)
    return nodeprep("".join(f"\\{_ESCAPED[letter]}" if letter in _ESCAPED else letter for letter in escaped))


def user_of(local: str) -> str:
    """The user id, as it is compared, that a local part stands for."""
    return _SEQUENCE.sub(lambda found: _LETTERS[found[1].lower()], local)


def has_address(user: str) -> bool:
    """Whether somebody of that user id can sign in by XMPP."""
    try:
        local_part(user)
    except ValueError:
        return False
    return True


def same_user(user: str) -> str:
    """Equal for two user ids if they are of one user. What no address may hold is compared in lower case."""
    if _PLAIN_USER.fullmatch(user) is not None:
        return user.lower()
    try:
        return user_of(local_part(user))
    except ValueError:
        return user.lower()


def _bounded(text: str) -> str:
    if not 0 < len(text.encode()) <= PART_BYTES:
        raise ValueError("a part of an address is empty, or longer than 1023 bytes")
    return text


def _prepared(mapped: Iterable[str]) -> str:
    text = _bounded(unicodedata.normalize("NFKC", "".join(mapped)))
    if any(_is_prohibited(letter) for letter in text):
        raise ValueError(f"{text!r} holds what no address may")
    if any(stringprep.in_table_d1(letter) for letter in text):  # RFC 3454 §6
        ends = stringprep.in_table_d1(text[0]) and stringprep.in_table_d1(text[-1])
        if not ends or any(stringprep.in_table_d2(letter) for letter in text):
            raise ValueError(f"{text!r} mixes directions of writing")
    return text


@lru_cache(KNOWN_LETTERS)
def _mapped(letter: str) -> str:
    if stringprep.in_table_a1(letter) or letter in _CORRECTED:
        raise ValueError(f"{letter!r} is not assigned")
    return "" if stringprep.in_table_b1(letter) else letter


@lru_cache(KNOWN_LETTERS)
def _folded(letter: str) -> str:
    mapped = _mapped(letter)
    folded = stringprep.map_table_b2(mapped) if mapped else ""
    # The tables know no lower case that came to Unicode after them; Python's own does.
    return mapped if any(stringprep.in_table_a1(each) for each in folded) else folded


@lru_cache(KNOWN_LETTERS)
def _is_prohibited(letter: str) -> bool:
    return any(table(letter) for table in _PROHIBITED)
