"""What is wrong in a layout, and where. Source: Administration Guide, Manage Desktop Layout.

`layout.rng` beside this file says the same as the grammar in the words of RELAX NG, which knows no places.
"""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from finesse.model.configuration.layout.grammar import GRAMMAR, TOLD, problems
from finesse.model.configuration.layout.located import CHARACTERS, NAMESPACE
from finesse.model.configuration.layout.problem import MESSAGES
from finesse.model.configuration.layout_config import InvalidLayout, check, default_layout
from tests.linear import must_be_linear

LAYOUT = default_layout()
SCHEMA = etree.RelaxNG(etree.parse(Path(__file__).with_name("layout.rng")))
OF_THE_WHOLE = {"twice", "columns"}  # of which the schema knows nothing


def first(layout: str) -> tuple[int, int, str]:
    """Line, column and message of what is wrong first."""
    found = problems(layout)[0]
    return found.line, found.column, found.message


def place(layout: str, words: str) -> tuple[int, int]:
    """Where in a text words stand for the first time."""
    before = layout[: layout.index(words)]
    return before.count("\n") + 1, len(before.rpartition("\n")[2]) + 1


def test_the_default_layout_is_one() -> None:
    assert problems(LAYOUT) == []
    check(LAYOUT)


@pytest.mark.parametrize(
    ("old", "new", "at", "message"),
    [
        ("<role>Agent<", "<role>Boss<", "Boss", "role is Agent, Supervisor or Admin, not Boss"),
        ("<version>1250.03<", "<version>x<", "x<", "version is of digits and dots, not x"),
        ('width="300px"', 'width="wide"', 'width="wide"', "width is a number with px or %, not wide"),
        (
            '<headercolumn width="300px">',
            "<headercolumn>",
            "<headercolumn>",
            "headercolumn has no attribute width",
        ),
        ("<role>", '<role lang="en">', "lang", "role has no attribute of that name: lang"),
        ("<role>Agent</role>", "", "<layout>", "layout has no role"),
        (
            "<page>",
            "<pages/><page>",
            "<pages",
            "pages is not expected in layout; there may be role, page, tabs",
        ),
        (
            "<page>",
            "<tabs><tab><id>a</id><label>b</label></tab></tabs><page>",
            "<page>",
            "page is too late in layout: it stands before tabs",
        ),
        ("<icon>home</icon>", "<icon>home</icon><icon>x</icon>", "<icon>x", "tab has more than 1 icon"),
        ("<page>", "<page>words", "<page>words", "page has no text of its own"),
        (
            "<id>home</id>",
            "<id>1 home</id>",
            "1 home",
            "id is a letter, then letters, digits, - _ : and ., not 1 home",
        ),
        (
            "callcontrol.js<",
            "call control.js<",
            "/desktop/scripts/js/call control",
            "gadget is an address without blanks, not /desktop/scripts/js/call control.js",
        ),
        ("<gadget>", "<gadget><b/>", "<b/>", "b is not expected in gadget; there may be a text"),
        (
            "<gadget>",
            '<gadget id="team-performance">',
            None,
            "the gadget's id team-performance is there twice",
        ),
        ("<role>Supervisor", "<role>Agent", None, "the role Agent is there twice"),
        ("<column>", "<column/><column/><column/><column/><column>", None, "a tab has at most 4 columns"),
        ("</icon>", "</ikon>", None, "</ikon> where </icon> of line 28 is to be closed"),
        ("Cisco Finesse", "a & b", " b", "an & that begins nothing: write &amp;"),
        ("<tabs>", "<tabs <", None, None),
        ("</finesseLayout>", "", None, "<finesseLayout> is not closed"),
        ("</finesseLayout>", "</finesseLayout><more/>", "<more/>", "something follows the end"),
        (NAMESPACE, "urn:other", "<finesseLayout", f"finesseLayout is not in the namespace {NAMESPACE}"),
        ("<configs>", "<!DOCTYPE x><configs>", "<!DOCTYPE", "a layout has no document type"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(
    old: str, new: str, at: str | None, message: str | None
) -> None:
    layout = LAYOUT.replace(old, new, 1) if old != "<role>Supervisor" else LAYOUT.replace(old, new)
    line, column, said = first(layout)
    if message is not None:
        assert said == message
    if at is not None:
        assert (line, column) == place(layout, at)
    with pytest.raises(InvalidLayout, match=re.escape(f"line {line}, column {column}: ")):
        check(layout)


def test_lines_end_as_editors_end_them() -> None:
    for end in ("\n", "\r\n", "\r"):
        assert first(f'<finesseLayout xmlns="{NAMESPACE}">{end}{end}<x/></finesseLayout>')[:2] == (1, 1)
        found = problems(f'<finesseLayout xmlns="{NAMESPACE}">{end}{end} <x/></finesseLayout>')
        assert (3, 2, "unexpected") in [(one.line, one.column, one.code) for one in found]


def test_all_that_is_wrong_is_told_in_the_order_of_the_text_and_not_without_end() -> None:
    layout = LAYOUT.replace("<icon>", "<icons>").replace("</icon>", "</icons>").replace("300px", "x")
    wrong = ["attributeValue", *["unexpected"] * LAYOUT.count("<icon>")]
    assert [one.code for one in problems(layout)] == wrong
    assert len(problems(LAYOUT.replace("<configs>", "<configs>" + "<x/>" * 900))) == TOLD


def test_comments_and_character_data_are_no_elements() -> None:
    layout = LAYOUT.replace("<configs>", "<!-- <x> --><configs><!-- > <y/> -->")
    layout = layout.replace("/desktop/scripts/js/activity.js", "<![CDATA[/a<b>.js]]>").replace(
        "<role>Agent", "<role>Boss"
    )
    assert first(layout)[:2] == place(layout, "Boss")


def test_a_document_is_read_in_steps_that_grow_with_it() -> None:
    def made(size: int) -> str:
        return LAYOUT.replace("<configs>", "<configs>" + "<x a='>'/>" * size)

    must_be_linear(made, problems, 500)


def test_too_much_is_not_read() -> None:
    assert first(LAYOUT + " " * CHARACTERS) == (1, 1, f"more than {CHARACTERS} characters")


PIECES = (
    *sorted({f"<{name}>" for name in GRAMMAR} | {f"</{name}>" for name in GRAMMAR}),
    *(
        " x ",
        "1",
        "\n",
        "<x/>",
        "<x xmlns='urn:x'/>",
        "<!-- c -->",
        "<column/>",
        "<gadgets/>",
        "<page/>",
        "<header/>",
    ),
    *(
        '<gadget id="a" other="b">',
        '<gadget hidden="TRUE">',
        '<config key="a" value=""/>',
        '<config key="1"/>',
    ),
    *("<tab><id>x</id><label>y</label></tab>", "&amp;"),
    '<rightAlignedColumns><headercolumn width="5%"/></rightAlignedColumns>',
)


@given(
    st.lists(st.tuples(st.integers(0, 4000), st.sampled_from(PIECES), st.booleans()), max_size=3),
    st.randoms(),
)
@settings(max_examples=400)
def test_the_grammar_finds_something_where_the_schema_does(
    changes: list[tuple[int, str, bool]], dice: random.Random
) -> None:
    layout = LAYOUT
    spots = [found.start() for found in re.finditer("<|(?<=>)", layout)]
    for at, piece, cut in changes:
        spot = spots[at % len(spots)]
        end = layout.find(">", spot) + 1 if cut and layout[spot : spot + 1] == "<" else spot
        layout = layout[:spot] + piece + layout[max(end, spot) :]
    if dice.random() < 0.3:
        tags = [*re.finditer(r"<(\w+)[^<]*</\1>\s*", layout)]
        found = dice.choice(tags)
        layout = layout[: found.start()] + layout[found.end() :]
    told = problems(layout)
    try:
        root = etree.fromstring(layout.encode(), etree.XMLParser(remove_comments=True))
    except etree.XMLSyntaxError:
        assert told
        return
    of_the_schema = [one for one in told if one.code not in OF_THE_WHOLE]
    assert SCHEMA.validate(root) == (not of_the_schema), (SCHEMA.error_log, told)
    for one in told:
        assert one.code in MESSAGES
        assert one.message
        assert 1 <= one.line <= layout.count("\n") + 1
