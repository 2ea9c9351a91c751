"""A form's values, and what is told of a body that is none. Order is free; the declared order decides."""

from __future__ import annotations

import pytest

from finesse.api.body import parse
from finesse.api.errors import ApiError, InvalidInput, MaximumExceeded, ParameterMissing
from finesse.api.form import (
    Filled,
    Form,
    any_number,
    changed,
    changes,
    form,
    may,
    may_group,
    need,
    need_group,
    new,
)
from finesse.model.configuration.reason import REASON_CODE, WRAP_UP_REASON
from finesse.model.value import TRUTH, any_words, choice, whole_number, words

THING = form(
    "Thing",
    need("kind", choice(("A", "B"))),
    need("size", whole_number(range(1, 10))),
    may("name", words(5)),
    may("note", any_words(5)),
    may("isOpen", TRUTH),
    may("plain"),
)


def fill(form: Form, inner: str) -> Filled:
    return form.filled(parse(f"<{form.root}>{inner}</{form.root}>".encode(), form.root), {})


def refusal(form: Form, inner: str) -> tuple[type[ApiError], str | None]:
    with pytest.raises(ApiError) as refused:
        fill(form, inner)
    return type(refused.value), refused.value.error_data


def test_values_are_those_of_their_declaration_under_the_attributes_of_the_object() -> None:
    filled = fill(THING, "<isOpen>true</isOpen><size>7</size><kind>B</kind><other>x</other>")
    assert (filled["kind"], filled["size"], filled["isOpen"], filled["name"]) == ("B", 7, True, None)
    assert filled.given == {"kind": "B", "size": 7, "is_open": True}


@pytest.mark.parametrize(
    ("inner", "error", "named"),
    [
        ("", ParameterMissing, "kind"),
        ("<kind/><size>x</size>", ParameterMissing, "kind"),
        ("<kind>C</kind>", InvalidInput, "kind"),
        ("<size>0</size><kind>A</kind>", InvalidInput, "size"),
        ("<kind>A</kind><size>1</size><name>sixsix</name><note>sixsix</note>", InvalidInput, "name"),
        ("<kind>A</kind><size>1</size><name></name>", ParameterMissing, "name"),
        ("<kind>A</kind><size>1</size><isOpen>maybe</isOpen>", InvalidInput, "isOpen"),
    ],
)
def test_the_first_field_in_the_declared_order_that_is_wrong_is_told(
    inner: str, error: type[ApiError], named: str
) -> None:
    assert refusal(THING, inner) == (error, named)


def test_an_empty_element_is_a_text_where_it_may_be_one_and_else_as_if_it_were_not_there() -> None:
    filled = fill(THING, "<kind>A</kind><size>1</size><note/><isOpen/><plain/>")
    assert filled.given == {"kind": "A", "size": 1, "note": ""}
    assert filled.has("plain")


def test_a_field_may_have_an_error_of_its_own() -> None:
    own = form("Thing", need("kind", choice("A"), wrong=lambda: InvalidInput("other", "words")))
    assert refusal(own, "<kind>B</kind>") == (InvalidInput, "other")


def test_a_value_that_is_needed_only_now_is_missed_only_now() -> None:
    filled = fill(THING, "<kind>A</kind><size>1</size>")
    with pytest.raises(ParameterMissing) as refused:
        filled.needed("plain")
    assert refused.value.error_data == "plain"


def test_what_is_in_a_group_is_looked_at_when_the_group_is_opened() -> None:
    group = form("Thing", may_group("inner", need("size", whole_number(range(3)))))
    assert fill(group, "").group("inner") is None
    opened = fill(group, "<inner><size>2</size></inner>").group("inner")
    assert opened is not None
    assert opened["size"] == 2
    broken = fill(group, "<inner><size>9</size></inner>")
    with pytest.raises(InvalidInput):
        broken.group("inner")


def test_a_group_that_is_needed_is_missed_at_once() -> None:
    assert refusal(form("Thing", need_group("inner", need("size"))), "") == (ParameterMissing, "inner")


def test_of_many_there_are_only_so_many() -> None:
    listed = form("Things", any_number("Thing", need("name"), most=2))
    two = fill(listed, "<Thing><name>a</name></Thing><Thing><name>b</name></Thing>")
    assert [one["name"] for one in two.each("Thing")] == ["a", "b"]
    three = fill(listed, "<Thing/>" * 3)
    with pytest.raises(MaximumExceeded):
        three.each("Thing")


def test_a_change_names_one_of_its_fields() -> None:
    change = changes("Thing", may("name", words(5)))
    assert refusal(change, "<other>x</other>") == (InvalidInput, "")
    assert fill(change, "<name>a</name>").given == {"name": "a"}


def test_what_makes_and_changes_an_object_follows_from_its_xml() -> None:
    assert [(field.name, field.required) for field in new(REASON_CODE).fields] == [
        ("category", True),
        ("code", True),
        ("label", True),
        ("forAll", True),
    ]
    assert [(field.name, field.required) for field in changed(REASON_CODE).fields] == [
        ("code", False),
        ("label", False),
        ("forAll", False),
    ]
    assert new(WRAP_UP_REASON).root == "WrapUpReason"
