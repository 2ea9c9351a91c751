"""A layout as elements of which the places in its text are known."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from lxml import etree

from finesse.model.configuration.layout.problem import Problem, shown
from vos import xml

NAMESPACE = "http://www.cisco.com/vtg/finesse"
CHARACTERS = 200_000

_LINE = re.compile("\r\n|\n|\r")
# Of what is well-formed, so that each match is whole; start tags alone are a group.
_MARKUP = re.compile(
    r"""<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>|</[^>]*>|(<(?:[^<>"']|"[^"]*"|'[^']*')*>)""", re.DOTALL
)
_ATTRIBUTE = re.compile(r"""\s([^\s=<>"']+)\s*=\s*(?:"[^"]*"|'[^']*')""")
_AT_THE_END = re.compile(r",? line \d+, column \d+.*$")
_TAGS = re.compile(r"mismatch: (\S+) line (\d+) and (\S+)")
_UNCLOSED = re.compile(r"end of data in tag (\S+)")
_BY_CODE = {
    76: "xmlTags",
    77: "xmlEnd",
    42: "xmlAttributeTwice",
    39: "xmlQuotes",
    4: "xmlEmpty",
    5: "xmlAfterEnd",
}


class NotRead(ValueError):
    """What is no document; `problem` says why and where."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


class Located:
    """The elements of a layout. NotRead for what is no document.

    No entity is expanded, no DTD read, nothing fetched.
    """

    def __init__(self, text: str) -> None:
        self._starts = [0, *(found.end() for found in _LINE.finditer(text))]
        self.text = text
        if len(text) > CHARACTERS:
            raise NotRead(Problem(1, 1, "tooLong", {"most": str(CHARACTERS)}))
        if (at := text.find("<!DOCTYPE")) >= 0:
            raise NotRead(self.problem(at, "doctype"))
        try:  # it came inside another document: what encoding it declares is of no account
            self.root = xml.read(text.encode(), encoding="utf-8")
        except xml.BadXml as error:
            raise NotRead(_not_well_formed(error)) from None
        except ValueError as error:  # half of a surrogate pair
            raise NotRead(Problem(1, 1, "xml", {"cause": str(error)})) from None
        tags = (found for found in _MARKUP.finditer(text) if found[1])
        self._elements = list(self.root.iter())
        self._tags = dict(zip(self._elements, ((tag.start(), tag.end()) for tag in tags), strict=True))

    def __iter__(self) -> Iterator[etree._Element]:
        return iter(self._elements)

    def of(self, element: etree._Element, code: str, /, *, warning: bool = False, **values: str) -> Problem:
        """What is wrong with an element."""
        return self.problem(self._tags[element][0], code, warning=warning, **values)

    def of_text(
        self, element: etree._Element, code: str, /, *, warning: bool = False, **values: str
    ) -> Problem:
        """What is wrong with its text."""
        at = self._tags[element][1]
        at += len(self.text[at:]) - len(self.text[at:].lstrip()) if (element.text or "").strip() else 0
        return self.problem(at, code, warning=warning, **values)

    def of_attribute(
        self, element: etree._Element, attribute: str, code: str, /, *, warning: bool = False, **values: str
    ) -> Problem:
        """What is wrong with an attribute."""
        start, end = self._tags[element]
        for found in _ATTRIBUTE.finditer(self.text, start, end):
            if found[1] == attribute:
                return self.problem(found.start(1), code, warning=warning, **values)
        return self.problem(start, code, warning=warning, **values)

    def problem(self, at: int, code: str, /, *, warning: bool = False, **values: str) -> Problem:
        """What is wrong at an offset of the text."""
        line = bisect_right(self._starts, at)
        column = at - self._starts[line - 1] + 1
        return Problem(line, column, code, {key: shown(value) for key, value in values.items()}, warning)


def _not_well_formed(error: xml.BadXml) -> Problem:
    cause = _AT_THE_END.sub("", str(error))
    code = "doctype" if isinstance(error, xml.DocumentType) else _BY_CODE.get(error.code, "xml")
    values = {"cause": shown(cause)}
    if cause.startswith("xmlParseEntityRef") or "EntityRef: expecting ';'" in cause:
        code = "xmlAmpersand"
    if code == "xmlTags" and (found := _TAGS.search(cause)):
        values = {"expected": shown(found[1]), "opened": found[2], "found": shown(found[3])}
    elif code == "xmlEnd" and (found := _UNCLOSED.search(cause)):
        values = {"name": shown(found[1])}
    elif code in ("xmlTags", "xmlEnd"):
        code = "xml"
    return Problem(max(error.line, 1), max(error.column, 1), code, values if code != "doctype" else {})
