"""SOAP 1.1 as AXL speaks it: a request out of an envelope, a reply or a fault into one.

Only the operation's element is in AXL's namespace; its children are in none (AXL Developer Guide, schema).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lxml import etree

from ccx_engine.cucm.axl.schema import API, TEXTS, Field, Shape, fields
from ccx_engine.cucm.axl.shapes import SHAPES
from vos import xml

ENVELOPE = "http://schemas.xmlsoap.org/soap/envelope/"
INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"
ITEM_NOT_VALID = 5007
MALFORMED = 5003
TOO_LARGE = -1
LARGEST = 8_000_000  # bytes of an answer (AXL Developer Guide, data throttling)

BOOLEANS = {"t": "true", "true": "true", "1": "true", "f": "false", "false": "false", "0": "false"}


class Fault(Exception):
    """What is answered instead of a reply: AXL's code and message, and whose fault it is."""

    def __init__(self, code: int, message: str, side: str = "Server") -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.side = side


class Text(str):
    """A text with an attribute, such as a reference to another object with that object's UUID."""

    attribute: str

    def __new__(cls, text: str, attribute: str) -> Text:
        made = super().__new__(cls, text)
        made.attribute = attribute
        return made


Tags = Mapping[str, Any]
"""The fields that a client wants, each with those within it; an empty one wants everything."""


class Given:
    """An element of a request."""

    def __init__(self, element: etree._Element) -> None:
        self._element = element

    @property
    def text(self) -> str:
        """The element's text without the white space around it; nothing when it is nil."""
        return (self._element.text or "").strip()

    def attribute(self, name: str) -> str:
        return (self._element.get(name) or "").strip()

    def child(self, name: str) -> Given | None:
        found = self._element.find(name)
        return None if found is None else Given(found)

    def children(self, name: str) -> list[Given]:
        return [Given(each) for each in self._element.findall(name)]

    def texts(self) -> dict[str, str]:
        """The texts of its children by their names."""
        return {etree.QName(each).localname: Given(each).text for each in self._elements()}

    def tags(self) -> Tags:
        """The names of its children, and of theirs."""
        return {etree.QName(each).localname: Given(each).tags() for each in self._elements()}

    def boolean(self, what: str) -> str:
        """`true` or `false`; Fault when it is neither."""
        if self.text not in BOOLEANS:
            raise Fault(MALFORMED, f"{what}: {self.text!r} is not a boolean", "Client")
        return BOOLEANS[self.text]

    def integer(self, what: str) -> int:
        """A whole number from 0; Fault when it is none."""
        if not re.fullmatch(r"[0-9]{1,18}", self.text):
            raise Fault(MALFORMED, f"{what}: {self.text!r} is not a number", "Client")
        return int(self.text)

    def _elements(self) -> list[etree._Element]:
        return [each for each in self._element if isinstance(each.tag, str)]


@dataclass(frozen=True, slots=True)
class Call:
    """A request: the operation, the schema version it speaks, its element, and who sends it from where."""

    operation: str
    version: str
    element: etree._Element
    who: str = ""
    address: str = ""

    @property
    def given(self) -> Given:
        return Given(self.element)

    def text(self, name: str) -> str | None:
        """The text of a child; None when there is no such child."""
        found = self.given.child(name)
        return None if found is None else found.text

    def number(self, name: str, default: int) -> int:
        """The whole number in a child; the default when it is missing or empty."""
        found = self.given.child(name)
        return found.integer(name) if found is not None and found.text else default

    def returned_tags(self) -> Tags:
        """The fields the client wants."""
        found = self.given.child("returnedTags")
        return {} if found is None else found.tags()


def parse(body: bytes) -> Call:
    """The request in an envelope. Fault says what is wrong with it."""
    try:
        root = xml.read(body)
    except xml.DocumentType as error:
        raise Fault(MALFORMED, str(error), "Client") from None
    except xml.BadXml as error:
        raise Fault(MALFORMED, f"malformed XML: {error}", "Client") from None
    inside = root.find(f"{{{ENVELOPE}}}Body")
    if root.tag != f"{{{ENVELOPE}}}Envelope" or inside is None or len(inside) != 1:
        raise Fault(MALFORMED, "not a SOAP envelope with one request in its body", "Client")
    name = etree.QName(inside[0])
    if not (name.namespace or "").startswith(API):
        raise Fault(MALFORMED, f"{name.localname} is not in AXL's namespace", "Client")
    return Call(name.localname, (name.namespace or "")[len(API) :], inside[0])


def reply(call: Call, shape: Shape, value: Mapping[str, Any], release: str) -> bytes:
    """The envelope of a reply; an empty `return` is `<return/>`. Fault when it is larger than AXL sends.

    A value that is None is told as nil where it is a number or the like: each such element says so itself
    before release 14, and the response element carries the namespace for all of them since (AXL Developer
    Guide, new in release 14). A reference to nothing is an empty element.
    """
    space = API + call.version
    names = {"ns": space}
    inner = etree.Element("return")
    bare = not release < "14"
    nil = _Writer(bare=bare).write(inner, shape.response, value)
    if nil and bare:
        names["xsi"] = INSTANCE
    response = etree.Element(f"{{{space}}}{call.operation}Response", nsmap=names)
    sequence = call.element.get("sequence")
    if sequence is not None:
        response.set("sequence", sequence)
    if shape.attribute:
        response.set(shape.attribute, value[shape.attribute])
    rows = len(inner)
    if shape.wrapped:
        response.append(inner)
    else:
        response.extend(inner)
    body = _envelope(response)
    if len(body) > LARGEST:
        raise too_large(rows, rows * LARGEST // len(body))
    return body


def too_large(matched: int, fits: int) -> Fault:
    """More rows than an answer may have bytes for (AXL Developer Guide, data throttling)."""
    return Fault(
        TOO_LARGE,
        f"Query request too large. Total rows matched: {matched} rows. "
        f"Suggestive Row Fetch: less than {fits} rows",
    )


def fault_reply(operation: str, fault: Fault) -> bytes:
    """The envelope of a fault (AXL Developer Guide, error codes)."""
    element = etree.Element(f"{{{ENVELOPE}}}Fault", nsmap={"soapenv": ENVELOPE})
    etree.SubElement(element, "faultcode").text = f"soapenv:{fault.side}"
    message = "".join(character if character.isprintable() else " " for character in fault.message)
    etree.SubElement(element, "faultstring").text = message
    error = etree.SubElement(etree.SubElement(element, "detail"), "axlError")
    etree.SubElement(error, "axlcode").text = str(fault.code)
    etree.SubElement(error, "axlmessage").text = message
    etree.SubElement(error, "request").text = operation
    return _envelope(element)


class _Writer:
    """Writes values into elements, and knows whether one of them was nil."""

    def __init__(self, *, bare: bool) -> None:
        self._bare = bare
        self._nil = False

    def write(self, parent: etree._Element, shape: str, value: Mapping[str, Any]) -> bool:
        """Children in the schema's order, whatever order the mapping has."""
        for attribute in ("type", "uuid"):
            if attribute in value:
                parent.set(attribute, value[attribute])
        for field in fields(shape):
            if field.name not in value:
                continue
            given = value[field.name]
            for one in given if field.repeats else (given,):
                if one is None:
                    self._nothing(parent, field)
                else:
                    self._child(etree.SubElement(parent, field.name), field.type, one)
        return self._nil

    def _child(self, child: etree._Element, kind: str, one: Any) -> None:
        if kind == "any":
            for name, text in one:
                _set_text(etree.SubElement(child, name), text)
        elif isinstance(one, Mapping):
            self.write(child, SHAPES[kind], one)
        else:
            if isinstance(one, Text):
                child.set(TEXTS[kind].attribute, one.attribute)
            _set_text(child, str(one).lower() if isinstance(one, bool) else str(one))

    def _nothing(self, parent: etree._Element, field: Field) -> None:
        nil = field.type not in TEXTS and field.type not in SHAPES
        self._nil = self._nil or nil
        if nil and not self._bare:
            etree.SubElement(parent, field.name, nsmap={"xsi": INSTANCE}).set(f"{{{INSTANCE}}}nil", "true")
        else:
            etree.SubElement(parent, field.name)


def _set_text(element: etree._Element, text: str) -> None:
    try:
        element.text = text or None
    except ValueError:  # characters that no XML can hold, from the centre's file or a query
        element.text = xml.NEVER.sub("", text)


def _envelope(content: etree._Element) -> bytes:
    envelope = etree.Element(f"{{{ENVELOPE}}}Envelope", nsmap={"soapenv": ENVELOPE})
    etree.SubElement(envelope, f"{{{ENVELOPE}}}Body").append(content)
    return etree.tostring(envelope, encoding="UTF-8", xml_declaration=True)
