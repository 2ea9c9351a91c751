"""What a desktop's pages consist of, as administrators write it.

Sources: Finesse Web Services guide, LayoutConfig; Administration Guide, Manage Desktop Layout. The schema of
layouts is ours, written from the documents.
"""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from finesse.model.xml import Shape, text
from vos import xml

DEFAULT = 0  # whose layout: no team's
NAMESPACE = "http://www.cisco.com/vtg/finesse"
COLUMNS = 4
CHARACTERS = 200_000
_HERE = Path(__file__).with_name("layout")


class InvalidLayout(ValueError):
    """No layout; the text says why, in one line."""


@dataclass(frozen=True, slots=True)
class LayoutConfig:
    """A layout: everybody's, or that of a team."""

    id: int
    layoutxml: str

    @property
    def uri(self) -> str:
        return (
            "/finesse/api/LayoutConfig/default"
            if self.id == DEFAULT
            else f"/finesse/api/Team/{self.id}/LayoutConfig"
        )

    @property
    def use_default(self) -> bool:
        return self.id == DEFAULT


LAYOUT_CONFIG: Shape[LayoutConfig] = Shape("LayoutConfig", text("uri"), text("layoutxml"))
TEAM_LAYOUT_CONFIG: Shape[LayoutConfig] = Shape("TeamLayoutConfig", text("useDefault"), text("layoutxml"))


@functools.cache
def default_layout() -> str:
    """The layout of a new deployment."""
    return (_HERE / "default.xml").read_text(encoding="utf-8").strip()


def check(layout: str) -> None:
    """InvalidLayout unless it is a layout: well-formed, as the schema says, no id twice, each role once.

    No entity is expanded, no DTD read, nothing fetched.
    """
    if len(layout) > CHARACTERS:
        raise InvalidLayout(f"The layout has more than {CHARACTERS} characters")
    root = _parsed(layout)
    schema = _schema()
    if not schema.validate(root):
        raise InvalidLayout(_first(schema.error_log))
    for problem in _problems(root):
        raise InvalidLayout(problem)


def _parsed(layout: str) -> etree._Element:
    if "<!DOCTYPE" in layout:
        raise InvalidLayout("A layout has no document type")
    try:  # it came inside another document: what encoding it declares is of no account
        return xml.read(layout.encode(), encoding="utf-8")
    except ValueError as error:
        raise InvalidLayout(str(error)) from None


def _first(log: etree._ListErrorLog) -> str:
    for entry in log:
        return f"line {entry.line}: {' '.join(entry.message.split())}".replace(f"{{{NAMESPACE}}}", "")
    return "not as the schema says"


def _problems(root: etree._Element) -> Iterator[str]:
    """What a grammar cannot say."""
    names = {"f": NAMESPACE}
    for kind, found in (
        ("gadget id", [gadget.get("id") for gadget in root.iterfind(".//f:gadget[@id]", names)]),
        ("role", [role.text for role in root.iterfind("f:layout/f:role", names)]),
    ):
        if doubled := [one for one, times in Counter(found).items() if times > 1]:
            yield f"The {kind} {doubled[0]} is there twice"
    for layout in root.iterfind("f:layout", names):
        tabs = [tab.text for tab in layout.iterfind("f:tabs/f:tab/f:id", names)]
        if len(set(tabs)) < len(tabs):
            yield "Two tabs of a layout have the same id"
    if any(len(columns) > COLUMNS for columns in root.iterfind(".//f:columns", names)):
        yield f"A tab has at most {COLUMNS} columns"


@functools.cache
def _schema() -> etree.RelaxNG:
    return etree.RelaxNG(xml.read((_HERE / "layout.rng").read_bytes()))
