"""A gadget's messages: bundles, and which of its locales count for a language and country. Pure.

Source: public gadgets (Locale); Shindig (the choice: from general to special).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from finesse.shindig.spec import BadSpec, Locale, document, line, messages_of


def read(data: bytes) -> dict[str, str]:
    """The messages of a bundle by name. BadSpec for whatever is none."""
    root = document(data)
    if root.tag != "messagebundle":
        raise BadSpec("notMessages", line(root), str(root.tag)[:80])
    return dict(messages_of(root))


def locales_for(locales: Iterable[Locale], language: str, country: str) -> list[Locale]:
    """The locales that count, from the most general to the most special."""
    language, country = language.lower(), country.upper()
    wanted = [("", ""), ("", country), (language, ""), (language, country)]
    of = list(locales)
    return [one for place in dict.fromkeys(wanted) for one in of if (one.language, one.country) == place]


def merged(bundles: Iterable[Mapping[str, str]]) -> dict[str, str]:
    """All messages, of two with one name the later."""
    found: dict[str, str] = {}
    for bundle in bundles:
        found.update(bundle)
    return found
