"""What the services answer, as XML."""

from __future__ import annotations

from lxml import etree


def read_xml(text: bytes) -> etree._Element:
    """An answer's root element; nothing outside it is ever loaded."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    return etree.fromstring(text, parser)
