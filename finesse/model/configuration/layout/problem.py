"""What is wrong in a layout, where, and how it is said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

SHOWN = 80  # characters of a text of the layout's that is told

# By the code that a page translates; in the words of this server.
MESSAGES: Mapping[str, str] = {
    "tooLong": "more than {most} characters",
    "doctype": "a layout has no document type",
    "xml": "{cause}",
    "xmlTags": "</{found}> where </{expected}> of line {opened} is to be closed",
    "xmlEnd": "<{name}> is not closed",
    "xmlAttributeTwice": "an attribute is there twice",
    "xmlAmpersand": "an & that begins nothing: write &amp;",
    "xmlQuotes": "an attribute's value stands between quotes",
    "xmlEmpty": "there is no element",
    "xmlAfterEnd": "something follows the end",
    "root": "the outermost element is finesseLayout, not {name}",
    "namespace": "{name} is not in the namespace {namespace}",
    "unexpected": "{name} is not expected in {parent}; there may be {expected}",
    "order": "{name} is too late in {parent}: it stands before {before}",
    "tooMany": "{parent} has more than {most} {name}",
    "missing": "{parent} has no {name}",
    "mixed": "{name} has no text of its own",
    "value": "{name} is {what}, not {value}",
    "attributeMissing": "{name} has no attribute {attribute}",
    "attributeUnknown": "{name} has no attribute of that name: {attribute}",
    "attributeValue": "{attribute} is {what}, not {value}",
    "twice": "the {what} {value} is there twice",
    "columns": "a tab has at most {most} columns",
    "component": "this desktop has no component {value}",
    "missingGadget": "there is no file {value}",
    "callControl": "call control is on a second page of {role}, and may be on one only",
    "manager": "there is no component with the id {value}, which is to manage this gadget",
    "property": "{value} is no value of {name}",
    "width": "the columns of the header are {width} % wide together",
}

# What a value is to be.
WHAT: Mapping[str, str] = {
    "digits": "of digits and dots",
    "role": "Agent, Supervisor or Admin",
    "tabId": "a letter, then letters, digits, - _ : and .",
    "gadgetId": "a letter, then letters, digits, - and _",
    "text": "a text",
    "line": "a text in one line",
    "address": "an address without blanks",
    "letters": "of letters",
    "width": "a number with px or %",
    "order": "a number of at most ten digits",
    "truth": "true or false",
    "tab": "tab's id",
    "gadget": "gadget's id",
    "of the layout": "role",
}


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, at a place in the text, counted from 1."""

    line: int
    column: int
    code: str
    values: Mapping[str, str] = field(default_factory=dict)
    warning: bool = False

    @property
    def message(self) -> str:
        """In one line."""
        said = {key: WHAT.get(value, value) if key == "what" else value for key, value in self.values.items()}
        return " ".join(MESSAGES[self.code].format_map(said).split())

    def __str__(self) -> str:
        return f"line {self.line}, column {self.column}: {self.message}"


def shown(text: str) -> str:
    """A text of the layout's, as it may be told."""
    short = " ".join(text.split())
    return f"{short[: SHOWN - 1]}…" if len(short) > SHOWN else short
