"""XML: the one reader of what others wrote, and the one escaping of what is written here as text.

Streams of XMPP, which end only with their connection, are read by `notification.xmpp.stream`; their text is
escaped here like any other.
"""

from __future__ import annotations

import re
from typing import Any

from lxml import etree

BYTES = 1 << 24  # of a document; whoever takes one from strangers has a smaller limit at the door
DEPTH = 255  # elements within each other; the parser itself takes no more

MASK = "********"
SECRETS = frozenset({"digest", "digestcredentials", "password", "pin"})  # elements, in lower case

NEVER = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # in no XML 1.0 document

_PLAIN = re.compile("[&<>\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_QUOTED = re.compile(r"""[&<>"\t\n\r]""")
_BEFORE_THE_ROOT = re.compile(rb"[^<]*(?:<[?!][^<]*)*")


class BadXml(ValueError):
    """What is no document, or one that is not read; the text says why, in one line.

    `line` and `column` say where, counted from 1, as far as that is known; `code` is libxml2's own.
    """

    line = 0
    column = 0
    code = 0


class DocumentType(BadXml):
    """A document type declaration: not read, whatever stands in it."""


def read(
    data: bytes, *, size: int = BYTES, depth: int = DEPTH, encoding: str | None = None
) -> etree._Element:
    """The root of the document, without comments and processing instructions. BadXml for whatever is none.

    No document type is taken, no entity expanded, nothing fetched. More bytes than `size` are refused unread,
    elements deeper than `depth` too. `encoding` outdoes what the document says of itself.
    """
    if len(data) > size:
        raise BadXml(f"more than {size} bytes")
    start = _BEFORE_THE_ROOT.match(data)
    if start is not None and b"<!DOCTYPE" in start[0]:
        raise DocumentType("a document type declaration is not allowed")
    # A parser belongs to one document: it keeps the DTD that it has seen.
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        encoding=encoding,
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        bad = BadXml(" ".join(str(error).split()))
        bad.line, bad.column = error.position
        bad.code = getattr(error, "code", 0)
        raise bad from None
    except ValueError as error:
        raise BadXml(" ".join(str(error).split())) from None
    document: Any = root.getroottree().docinfo
    if document.doctype or document.internalDTD is not None:  # in an encoding in which it was not seen
        raise DocumentType("a document type declaration is not allowed")
    if depth < DEPTH and _is_deeper(root, depth):
        raise BadXml(f"more than {depth} elements within each other")
    return root


def masked(data: bytes) -> bytes:
    """A document as it may be shown: stars for each password. What is no document is not shown at all."""
    if not data:
        return b""
    try:
        root = read(data)
    except BadXml:
        return b"*" * len(data)
    secrets = [each for each in root.iter() if is_secret(etree.QName(each).localname)]
    if not secrets:
        return data
    for each in secrets:
        for inner in list(each):
            each.remove(inner)
        each.text = MASK
    return etree.tostring(root, encoding="UTF-8")


def is_secret(name: str) -> bool:
    """Whether an element of that name may hold a password."""
    return name.lower() in SECRETS


def text(value: str) -> str:
    """Escaped for use between tags; a reader gets every character back. Never CDATA: some cannot read it."""
    return value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\r", "&#13;")


def attribute(value: str) -> str:
    """Escaped for use between double quotes; a reader gets every character back."""
    if _QUOTED.search(value) is None:
        return value
    value = value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    return value.replace("\t", "&#9;").replace("\n", "&#10;").replace("\r", "&#13;")


def plain_text(value: str) -> str:
    """Escaped for use between tags by predefined entities alone; what XML does not have becomes U+FFFD."""
    if _PLAIN.search(value) is None:
        return value
    value = value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return NEVER.sub("\ufffd", value)


def _is_deeper(root: etree._Element, depth: int) -> bool:
    level = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        level += 1 if event == "start" else -1
        if level > depth:
            return True
    return False
