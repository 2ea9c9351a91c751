"""A gadget's XML: what it says, and at which line it says something that nothing can be made of. Pure.

Source: public gadgets; OpenSocial Core Gadget Specification 1.1.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from lxml import etree

from vos import xml

BYTES = 1 << 20  # of a gadget's XML, and of a message bundle
ELEMENTS = 5_000  # of each
ATTRIBUTES = 100  # of an element; to look at all of them takes steps as many as their square
LINE = re.compile(r",? line (\d+), column (\d+)")
SPACES = re.compile(r"\s+")

Fault = Literal[
    "empty",
    "tooLarge",
    "docType",
    "notXml",
    "notModule",
    "notMessages",
    "noPrefs",
    "noContent",
    "noHref",
    "noName",
]


class BadSpec(ValueError):
    """What is no gadget; `fault` and `line` say why, and `text` says it in English."""

    def __init__(self, fault: Fault, line: int = 0, detail: str = "") -> None:
        self.fault = fault
        self.line = line
        self.detail = detail
        self.text = FAULTS[fault].format(detail=detail)
        super().__init__(f"line {line}: {self.text}" if line else self.text)


FAULTS: dict[Fault, str] = {
    "empty": "the file is empty",
    "tooLarge": f"more than {BYTES} bytes, {ELEMENTS} elements or {ATTRIBUTES} attributes of one",
    "docType": "a document type declaration (<!DOCTYPE or <!ENTITY) before the root is not read",
    "notXml": "not well-formed XML: {detail}",
    "notModule": "the root is <{detail}>, not <Module>",
    "notMessages": "the root is <{detail}>, not <messagebundle>",
    "noPrefs": "there is no <ModulePrefs>",
    "noContent": "there is no <Content>",
    "noHref": 'a <Content> of type "url" has no href',
    "noName": "<{detail}> lacks an attribute it needs",
}


@dataclass(frozen=True)
class WantedFeature:
    """A feature that a gadget requires or would like to have."""

    name: str
    required: bool
    params: tuple[tuple[str, str], ...]
    line: int = 0


@dataclass(frozen=True)
class UserPref:
    """A value that the page gives to the gadget."""

    name: str
    display_name: str = ""
    default: str = ""
    datatype: str = "string"
    required: bool = False
    values: tuple[tuple[str, str], ...] = ()
    """Of an enum: each value, and how it is shown."""


@dataclass(frozen=True)
class Locale:
    """Messages for a language and country; either is empty where any is meant."""

    language: str = ""
    country: str = ""
    messages: str = ""
    """Where the message bundle is, as the gadget writes it; empty if it has the messages itself."""

    right_to_left: bool = False
    own: tuple[tuple[str, str], ...] = ()
    line: int = 0


@dataclass(frozen=True)
class Content:
    """What a gadget shows in some views; in all if `views` is empty."""

    kind: Literal["html", "url"] = "html"
    views: tuple[str, ...] = ()
    text: str = ""
    href: str = ""
    attributes: tuple[tuple[str, str], ...] = ()
    line: int = 0


@dataclass(frozen=True)
class Preload:
    """What the server asks for before the gadget does."""

    href: str
    authorization: str = "none"
    views: tuple[str, ...] = ()
    line: int = 0


@dataclass(frozen=True)
class Spec:
    """A whole gadget. Texts are as written: `__MSG_...__` stands in them where the author put it."""

    attributes: dict[str, str] = field(default_factory=dict)
    """Those of <ModulePrefs>: title, height, scrolling, ..."""

    features: tuple[WantedFeature, ...] = ()
    prefs: tuple[UserPref, ...] = ()
    locales: tuple[Locale, ...] = ()
    preloads: tuple[Preload, ...] = ()
    contents: tuple[Content, ...] = ()
    links: tuple[tuple[str, str], ...] = ()

    @property
    def title(self) -> str:
        return self.attributes.get("title", "")

    @property
    def scrolling(self) -> bool:
        return self.attributes.get("scrolling", "").lower() == "true"

    @property
    def height(self) -> int:
        """Pixels of the frame until the gadget says another height; 0 where it does not say."""
        return pixels(self.attributes.get("height", ""))

    @property
    def views(self) -> list[str]:
        """All views that are named."""
        return list(dict.fromkeys(view for content in self.contents for view in content.views))

    def shown_in(self, view: str) -> list[Content]:
        """What is shown in a view; in one of which the gadget says nothing, what it shows by default."""
        for wanted in (view, "default"):
            if found := [one for one in self.contents if not one.views or wanted in one.views]:
                return found
        return []


def read(data: bytes) -> Spec:
    """The gadget that is written there. BadSpec for whatever is none."""
    root = document(data)
    if root.tag != "Module":
        raise BadSpec("notModule", line(root), str(root.tag)[:80])
    prefs = root.find("ModulePrefs")
    if prefs is None:
        raise BadSpec("noPrefs", line(root))
    contents = tuple(_content(each) for each in root.iterchildren("Content"))
    if not contents:
        raise BadSpec("noContent", line(root))
    return Spec(
        attributes=dict(_attributes(prefs)),
        features=tuple(_feature(each) for each in prefs.iterchildren("Require", "Optional")),
        prefs=tuple(_pref(each) for each in root.iterchildren("UserPref")),
        locales=tuple(_locale(each) for each in prefs.iterchildren("Locale")),
        preloads=tuple(_preload(each) for each in prefs.iterchildren("Preload")),
        contents=contents,
        links=tuple((each.get("rel", ""), each.get("href", "")) for each in prefs.iterchildren("Link")),
    )


def document(data: bytes) -> etree._Element:
    """The root of a gadget's XML or a message bundle. BadSpec for what is no XML, or too much of it."""
    if not data.strip():
        raise BadSpec("empty")
    if len(data) > BYTES:
        raise BadSpec("tooLarge")
    try:
        root = xml.read(data, size=BYTES)
    except xml.DocumentType:
        raise BadSpec("docType") from None
    except xml.BadXml as error:
        said = str(error)
        at = LINE.search(said)
        detail = said.partition(" (<string>")[0]
        raise BadSpec("notXml", int(at[1]) if at else 0, LINE.sub("", detail)[:200]) from None
    for count, each in enumerate(root.iter(), 1):
        if count > ELEMENTS or len(each.attrib) > ATTRIBUTES:
            raise BadSpec("tooLarge")
        if isinstance(each.tag, str) and each.tag.startswith("{"):  # Shindig knows no namespaces
            each.tag = etree.QName(each).localname
    return root


def messages_of(parent: etree._Element) -> Iterator[tuple[str, str]]:
    """Each <msg> there, by its name; blanks around the text are not part of it."""
    for each in parent.iterchildren("msg"):
        if name := each.get("name"):
            yield name, _text(each).strip()


def pixels(text: str) -> int:
    """A size as gadgets write it, with or without px; 0 for anything else."""
    digits = text.strip().lower().removesuffix("px")
    return int(digits) if digits.isascii() and digits.isdecimal() and len(digits) < 6 else 0


def line(element: etree._Element) -> int:
    """The line at which the element's start tag ends."""
    found: object = element.sourceline
    return found if isinstance(found, int) else 0


def _text(element: etree._Element) -> str:
    return "".join(map(str, element.itertext()))


def _attributes(element: etree._Element) -> Iterator[tuple[str, str]]:
    return ((str(name), str(value)) for name, value in element.attrib.items())


def _needed(element: etree._Element, name: str) -> str:
    value = element.get(name, "").strip()
    if not value:
        raise BadSpec("noName", line(element), f"{element.tag} {name}=...")
    return value


def _feature(element: etree._Element) -> WantedFeature:
    params = tuple(
        (each.get("name", ""), (each.text or "").strip())
        for each in element.iterchildren("Param")
        if each.get("name")
    )
    return WantedFeature(_needed(element, "feature"), element.tag == "Require", params, line(element))


def _pref(element: etree._Element) -> UserPref:
    return UserPref(
        name=_needed(element, "name"),
        display_name=element.get("display_name", ""),
        default=element.get("default_value", ""),
        datatype=element.get("datatype", "string").lower(),
        required=element.get("required", "").lower() == "true",
        values=tuple(
            (each.get("value", ""), each.get("display_value", each.get("value", "")))
            for each in element.iterchildren("EnumValue")
        ),
    )


def _locale(element: etree._Element) -> Locale:
    return Locale(
        language=_any(element.get("lang", "")).lower(),
        country=_any(element.get("country", "")).upper(),
        messages=element.get("messages", "").strip(),
        right_to_left=element.get("language_direction", "").lower() == "rtl",
        own=tuple(messages_of(element)),
        line=line(element),
    )


def _any(name: str) -> str:
    name = name.strip()
    return "" if name.upper() == "ALL" else name


def _preload(element: etree._Element) -> Preload:
    return Preload(
        href=_needed(element, "href"),
        authorization=element.get("authz", "none").lower() or "none",
        views=_list(element.get("views", "")),
        line=line(element),
    )


def _content(element: etree._Element) -> Content:
    url = element.get("type", "html").strip().lower() == "url"
    href = element.get("href", "").strip()
    if url and not href:
        raise BadSpec("noHref", line(element))
    return Content(
        kind="url" if url else "html",
        views=_list(element.get("view", "")),
        text="" if href else _text(element),
        href=href,
        attributes=tuple(_attributes(element)),
        line=line(element),
    )


def _list(names: str) -> tuple[str, ...]:
    return tuple(name for each in names.split(",") if (name := SPACES.sub("", each)))
