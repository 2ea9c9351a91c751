"""A feed as gadgets.io reads it: RSS and Atom as JSON, as much of it as is asked for. Pure.

Source: OpenSocial Core Gadget Specification 1.1, content type FEED; dates in ms, as Shindig has them.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from lxml import etree

from vos import xml

BYTES = 2 << 20  # of a feed; a longer one stays text
MARKUP = 100_000  # tags of one
ENTRIES = 100  # of one answer
TEXT = 65_536  # characters of one member


def feed_of(data: bytes, url: str, entries: int, *, summaries: bool) -> dict[str, object] | None:
    """The feed with its first entries; None for what is none."""
    if data.count(b"<") > MARKUP:
        return None
    try:
        root = xml.read(data, size=BYTES)
    except xml.BadXml:
        return None
    feed = root if _name(root) == "feed" else next(_children(root, "channel"), None)
    if feed is None:
        return None
    items = [*_children(feed, "item", "entry")] or [*_children(root, "item")]  # beside the channel in RSS 1.0
    return {
        "URL": url,
        "Title": _text(feed, "title"),
        "Description": _text(feed, "description", "subtitle"),
        "Link": _link(feed),
        "Author": _author(feed) or next((found for each in items if (found := _author(each))), ""),
        "Entry": [_entry(each, summaries) for each in items[: min(entries, ENTRIES)]],
    }


def _entry(item: etree._Element, summaries: bool) -> dict[str, object]:
    entry: dict[str, object] = {"Title": _text(item, "title"), "Link": _link(item)}
    if summaries:
        entry["Summary"] = _text(item, "description", "summary", "content")
    return {**entry, "Date": _date(_text(item, "pubDate", "published", "updated", "date"))}


def _name(element: etree._Element) -> str:
    return etree.QName(element).localname


def _children(parent: etree._Element, *names: str) -> Iterator[etree._Element]:
    return (each for each in parent if _name(each) in names)


def _text(parent: etree._Element, *names: str) -> str:
    """That of the first child of the first name that is there."""
    for name in names:
        for each in _children(parent, name):
            return "".join(map(str, each.itertext())).strip()[:TEXT]
    return ""


def _link(parent: etree._Element) -> str:
    for each in _children(parent, "link"):
        address = each.get("href", "") or (each.text or "")
        if each.get("rel", "alternate") == "alternate" and address.strip():
            return address.strip()[:TEXT]
    return ""


def _author(parent: etree._Element) -> str:
    for each in _children(parent, "author"):
        return _text(each, "name") or (each.text or "").strip()[:TEXT]
    return _text(parent, "managingEditor", "creator")


def _date(text: str) -> int:
    """In ms since 1970; 0 for what is no date."""
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            found = read(text)
            return round((found if found.tzinfo else found.replace(tzinfo=UTC)).timestamp() * 1000)
        except (ValueError, OverflowError):
            continue
    return 0
