"""What may stand in a layout, declared once: what is wrong in one is found by it, and told with its place.

Source: Administration Guide, Manage Desktop Layout. The grammar is ours, written from the guide's text;
beyond the guide's schema a gadget may have any attribute, as the guide's samples have.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from finesse.model.configuration.layout.located import NAMESPACE, Located, NotRead
from finesse.model.configuration.layout.problem import Problem

COLUMNS = 4
TOLD = 50  # problems of a layout
MANY = 1_000_000


@dataclass(frozen=True, slots=True)
class Value:
    """What a text is to be; `blanks`: as many as one likes around it."""

    what: str
    pattern: re.Pattern[str]
    blanks: bool = False

    def fits(self, text: str) -> bool:
        return self.pattern.fullmatch(text.strip(" \t\r\n") if self.blanks else text) is not None


@dataclass(frozen=True, slots=True)
class Child:
    """A place among the children: one of these elements, so often."""

    names: tuple[str, ...]
    least: int
    most: int = 1


@dataclass(frozen=True, slots=True)
class Element:
    """Children in their order, or a text; attributes, of which those in `needed` must be there."""

    children: tuple[Child, ...] = ()
    text: Value | None = None
    attributes: Mapping[str, Value] = field(default_factory=dict)
    needed: tuple[str, ...] = ()
    open: bool = False  # any other attribute, too


def _value(what: str, pattern: str, *, blanks: bool = False) -> Value:
    return Value(what, re.compile(pattern), blanks)


def _any(*names: str) -> Child:
    return Child(names, 0, MANY)


ADDRESS = _value("address", r"[^ \t\r\n]+", blanks=True)
ITEMS = ("gadget", "component")
ROOT = "finesseLayout"
HEADER_SIDE = Element((Child(("headercolumn",), 1, MANY),))

GRAMMAR: Mapping[str, Element] = {
    ROOT: Element(
        (
            Child(("version",), 0),
            Child(("configs",), 0),
            Child(("header",), 1),
            Child(("layout",), 1, MANY),
        )
    ),
    "version": Element(text=_value("digits", "[0-9.]+")),
    "configs": Element((_any("config"),)),
    "config": Element(
        attributes={"key": _value("letters", "[A-Za-z]+"), "value": _value("text", "(?s:.*)")},
        needed=("key", "value"),
    ),
    "header": Element((Child(("leftAlignedColumns",), 0), Child(("rightAlignedColumns",), 0))),
    "leftAlignedColumns": HEADER_SIDE,
    "rightAlignedColumns": HEADER_SIDE,
    "headercolumn": Element(
        (Child(ITEMS, 0),), attributes={"width": _value("width", "[0-9]+(px|%)")}, needed=("width",)
    ),
    "component": Element(
        (Child(("url",), 1), Child(("stylesheet",), 0)),
        attributes={"id": _value("text", "(?s:.+)"), "order": _value("order", "[0-9]{1,10}")},
        needed=("id",),
    ),
    "url": Element(text=ADDRESS),
    "stylesheet": Element(text=ADDRESS),
    "layout": Element((Child(("role",), 1), Child(("page",), 0), Child(("tabs",), 1))),
    "role": Element(text=_value("role", "Agent|Supervisor|Admin", blanks=True)),
    "page": Element((_any(*ITEMS),)),
    "tabs": Element((Child(("tab",), 1, MANY),)),
    "tab": Element(
        (Child(("id",), 1), Child(("icon",), 0), Child(("label",), 1), Child(("gadgets", "columns"), 0))
    ),
    "id": Element(text=_value("tabId", r"[A-Za-z][A-Za-z0-9_:.\-]*")),
    "icon": Element(text=_value("text", "(?s:.+)")),
    "label": Element(text=_value("line", r"[^\n\r]+")),
    "gadgets": Element((_any(*ITEMS),)),
    "columns": Element((_any("column"),)),
    "column": Element((Child(("gadgets",), 0),)),
    "gadget": Element(
        text=ADDRESS,
        attributes={
            "id": _value("gadgetId", r"[A-Za-z][A-Za-z0-9_\-]*"),
            "hidden": _value("truth", "true|false", blanks=True),
        },
        open=True,
    ),
}


def problems(text: str) -> list[Problem]:
    """All that is wrong, in the order of the text; the first `TOLD` of it. Nothing for a layout."""
    try:
        located = Located(text)
    except NotRead as error:
        return [error.problem]
    return problems_of(located)


def problems_of(located: Located) -> list[Problem]:
    """All that is wrong in a document."""
    root = _name(located.root)
    if root != ROOT:
        local = etree.QName(located.root).localname
        return [
            located.of(
                located.root, "namespace" if local == ROOT else "root", name=local, namespace=NAMESPACE
            )
        ]
    found = [*_of_elements(located), *_of_the_whole(located)]
    return sorted(found, key=lambda one: (one.line, one.column))[:TOLD]


def _of_elements(located: Located) -> Iterator[Problem]:
    known = [located.root]
    while known:
        element = known.pop()
        name = _name(element)
        declared = GRAMMAR[name]
        yield from _of_attributes(located, element, name, declared)
        if declared.text is not None:
            yield from _of_its_text(located, element, name, declared.text)
        else:
            texts = [element.text, *(child.tail for child in element)]
            if any((each or "").strip(" \t\r\n") for each in texts):
                yield located.of(element, "mixed", name=name)
        yield from _of_children(located, element, name, declared)
        allowed = {each for child in declared.children for each in child.names}
        known.extend(child for child in element if _name(child) in allowed)


def _of_attributes(
    located: Located, element: etree._Element, name: str, declared: Element
) -> Iterator[Problem]:
    for attribute in declared.needed:
        if element.get(attribute) is None:
            yield located.of(element, "attributeMissing", name=name, attribute=attribute)
    for attribute, value in ((str(one), str(other)) for one, other in element.attrib.items()):
        wanted = declared.attributes.get(attribute)
        if wanted is None and not declared.open:
            shown = attribute.rpartition("}")[2]
            yield located.of_attribute(element, shown, "attributeUnknown", name=name, attribute=shown)
        elif wanted is not None and not wanted.fits(value):
            yield located.of_attribute(
                element, attribute, "attributeValue", attribute=attribute, what=wanted.what, value=value
            )


def _of_its_text(located: Located, element: etree._Element, name: str, wanted: Value) -> Iterator[Problem]:
    if len(element):
        yield located.of(element[0], "unexpected", name=_local(element[0]), parent=name, expected="a text")
    elif not wanted.fits(element.text or ""):
        yield located.of_text(element, "value", name=name, what=wanted.what, value=element.text or "nothing")


def _of_children(
    located: Located, element: etree._Element, name: str, declared: Element
) -> Iterator[Problem]:
    if declared.text is not None:
        return
    places = declared.children
    counts = [0] * len(places)
    at = 0
    for child in element:
        called = _name(child)
        place = next((index for index, one in enumerate(places) if called in one.names), None)
        if place is None:
            expected = ", ".join(each for one in places for each in one.names) or "nothing"
            yield located.of(child, "unexpected", name=_local(child), parent=name, expected=expected)
            continue
        counts[place] += 1
        if place < at:
            yield located.of(child, "order", name=called, parent=name, before=" or ".join(places[at].names))
        elif counts[place] == places[place].most + 1:
            most = str(places[place].most)
            yield located.of(child, "tooMany", name=called, parent=name, most=most)
        at = max(at, place)
    for count, place_ in zip(counts, places, strict=True):
        if count < place_.least:
            yield located.of(element, "missing", name=" or ".join(place_.names), parent=name)
    if name == "header" and not any(counts):
        yield located.of(element, "missing", name="leftAlignedColumns", parent=name)


def _of_the_whole(located: Located) -> Iterator[Problem]:
    """What is said of several elements."""
    by_name: dict[str, list[etree._Element]] = {}
    for element in located:
        by_name.setdefault(_name(element), []).append(element)
    seen: Counter[str] = Counter()
    for gadget in by_name.get("gadget", ()):
        if (given := gadget.get("id")) is not None:
            seen[given] += 1
            if seen[given] == 2:
                yield located.of_attribute(gadget, "id", "twice", what="gadget", value=given)
    roles = [each for each in by_name.get("role", ()) if _name(each.getparent()) == "layout"]
    yield from _twice(located, roles, "of the layout")
    for tabs in by_name.get("tabs", ()):
        ids = [each for tab in tabs for each in tab if _name(tab) == "tab" and _name(each) == "id"]
        yield from _twice(located, ids, "tab")
    for columns in by_name.get("columns", ()):
        if len(columns) > COLUMNS:
            yield located.of(columns[COLUMNS], "columns", most=str(COLUMNS))


def _twice(located: Located, elements: list[etree._Element], what: str) -> Iterator[Problem]:
    seen: Counter[str] = Counter()
    for element in elements:
        text = (element.text or "").strip()
        seen[text] += 1
        if seen[text] == 2:
            yield located.of_text(element, "twice", what=what, value=text)


def _name(element: etree._Element | None) -> str:
    """The local name in our namespace; with its namespace in another one."""
    if element is None:
        return ""
    name = etree.QName(element)
    return name.localname if name.namespace == NAMESPACE else f"{{{name.namespace or ''}}}{name.localname}"


def _local(element: etree._Element) -> str:
    return etree.QName(element).localname
