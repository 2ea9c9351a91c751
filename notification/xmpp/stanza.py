"""An XML element as XMPP uses it, and how it is written."""

from __future__ import annotations

from collections.abc import Iterator

from notification.xmpp import names
from vos.xml import attribute, text


class TooLong(Exception):
    """An element that, as it is written, has more characters than it may."""


class Element:
    """A namespace, a name, attributes, and children that are elements or text.

    Attributes without a namespace are keyed by their name, others as `namespace}name`.
    """

    __slots__ = ("attributes", "children", "name", "ns")

    def __init__(
        self, ns: str, name: str, attributes: dict[str, str] | None = None, *children: Element | str
    ) -> None:
        self.ns = ns
        self.name = name
        self.attributes: dict[str, str] = {} if attributes is None else attributes
        self.children: list[Element | str] = list(children)

    def __repr__(self) -> str:
        return f"Element({self.xml()!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Element) and self.xml() == other.xml()

    __hash__ = None  # type: ignore[assignment]  # it can change

    def get(self, key: str, default: str = "") -> str:
        """An attribute's value."""
        return self.attributes.get(key, default)

    def elements(self) -> Iterator[Element]:
        """The children that are elements."""
        return (child for child in self.children if isinstance(child, Element))

    @property
    def first(self) -> Element | None:
        """The first child element: what an iq is about."""
        for child in self.children:  # a plain loop: a generator costs more than what it looks for
            if isinstance(child, Element):
                return child
        return None

    def find(self, ns: str, name: str) -> Element | None:
        """The first child element of that name."""
        for child in self.children:
            if isinstance(child, Element) and child.name == name and child.ns == ns:
                return child
        return None

    @property
    def text(self) -> str:
        """The text directly inside."""
        return "".join(child for child in self.children if isinstance(child, str))

    def xml(self, inherited: str = "") -> str:
        """Written out; `inherited` is the default namespace that already holds where it will stand."""
        parts: list[str] = []
        _write(self, inherited, parts)
        return "".join(parts)

    def xml_within(self, limit: int, inherited: str = "") -> str:
        """The element as it is written, TooLong where it would have more characters than `limit`.

        What somebody sends in few bytes may be many when it is written again: `"` becomes `&quot;`, and a
        namespace that was declared once is declared by each element.
        """
        parts: list[str] = []
        _write_within(self, inherited, parts, limit)
        return "".join(parts)


def _write(element: Element, inherited: str, parts: list[str]) -> None:
    name, ns = _begin(element, inherited, parts)
    if not element.children:
        return
    for child in element.children:
        if isinstance(child, str):
            parts.append(text(child))
        else:
            _write(child, ns, parts)
    parts.append(f"</{name}>")


def _write_within(element: Element, inherited: str, parts: list[str], room: int) -> int:
    """What of `room` is left."""
    start = len(parts)
    name, ns = _begin(element, inherited, parts)
    room -= sum(map(len, parts[start:]))
    for child in element.children:
        if room < 0:
            break
        if isinstance(child, str):
            parts.append(text(child))
            room -= len(parts[-1])
        else:
            room = _write_within(child, ns, parts, room)
    if element.children:
        parts.append(f"</{name}>")
        room -= len(name) + 3
    if room < 0:
        raise TooLong
    return room


def _begin(element: Element, inherited: str, parts: list[str]) -> tuple[str, str]:
    """The start tag; its name as it is written, and the namespace that holds inside."""
    name, ns = element.name, element.ns
    if ns == names.XML:  # may be no default namespace (Namespaces in XML §3)
        name, ns = f"xml:{name}", inherited
    parts.append("<" + name)
    if ns != inherited:
        parts.append(f' xmlns="{attribute(ns)}"')
    for number, (key, value) in enumerate(element.attributes.items()):
        if "}" in key:
            key = _prefixed(key, f"a{number}", parts)
        parts.append(f' {key}="{attribute(value)}"')
    parts.append(">" if element.children else "/>")
    return name, ns


def _prefixed(key: str, prefix: str, parts: list[str]) -> str:
    """The name of an attribute that has a namespace, after the declaration of its prefix."""
    ns, _, name = key.rpartition("}")
    if ns == names.XML:
        return f"xml:{name}"
    parts.append(f' xmlns:{prefix}="{attribute(ns)}"')
    return f"{prefix}:{name}"
