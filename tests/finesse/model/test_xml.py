from __future__ import annotations

import re
from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from finesse.model.xml import Shape, each, inside, part, scalar, text, timestamp, words

NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass
class Thing:
    first_name: str = "Ann"
    inner: Thing | None = None
    tags: tuple[str, ...] = ()


SHAPE: Shape[Thing] = Shape(
    "Thing",
    text("firstName"),
    part("inner", Shape("inner", text("firstName"))),
    words("tags", "tag"),
    inside("group", text("firstName")),
)


def test_an_element_is_named_as_declared_and_reads_the_attribute_in_snake_case() -> None:
    assert SHAPE.xml(Thing()) == (
        "<Thing><firstName>Ann</firstName><tags></tags><group><firstName>Ann</firstName></group></Thing>"
    )


def test_the_indented_form_is_the_same_document_on_lines() -> None:
    thing = Thing("Ann", Thing("Ben"), ("a", "b"))

    assert SHAPE.indented(thing, "thing", 1) == (
        "\n  <thing>"
        "\n    <firstName>Ann</firstName>"
        "\n    <inner>\n      <firstName>Ben</firstName>\n    </inner>"
        "\n    <tags>\n      <tag>a</tag>\n      <tag>b</tag>\n    </tags>"
        "\n    <group>\n      <firstName>Ann</firstName>\n    </group>"
        "\n  </thing>"
    )
    assert "".join(line.strip() for line in SHAPE.indented(thing, "Thing", 1).splitlines()) == SHAPE.xml(
        thing
    )


def test_an_element_that_has_no_children_has_both_tags_on_one_line() -> None:
    things: Shape[tuple[Thing, ...]] = Shape("Things", each(SHAPE))
    assert things.indented((), "things", 1) == "\n  <things></things>"


def test_values_are_written_as_the_product_writes_them() -> None:
    assert [scalar(value) for value in (None, True, False, 7, "x")] == ["", "true", "false", "7", "x"]
    assert timestamp(1394048021.1234) == "2014-03-05T19:33:41.123Z"
    assert timestamp(1394048021) == "2014-03-05T19:33:41.000Z"
    assert timestamp(None) == ""


@given(st.text())
def test_whatever_a_value_holds_the_document_is_well_formed_and_says_it(value: str) -> None:
    shape: Shape[str] = Shape("a", text("b", lambda held: held), attribute=("category", lambda held: held))
    element = etree.fromstring(shape.xml(value)).find("b")
    assert element is not None
    assert (element.text or "") == NOT_IN_XML.sub("\ufffd", value).replace("\r\n", "\n").replace("\r", "\n")
