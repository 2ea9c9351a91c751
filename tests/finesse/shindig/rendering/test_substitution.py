from __future__ import annotations

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finesse.shindig.rendering.room import BYTES, Room, TooMuch
from finesse.shindig.rendering.substitution import Page, Place, escaped, pieces, pref, with_messages
from tests.linear import must_be_linear


def filled(
    text: str, prefs: dict[str, str], *, messages: dict[str, str] | None = None, rtl: bool = False
) -> str:
    page = Page(pieces(with_messages(text, messages or {}, Room()), prefs, right_to_left=rtl))
    values = {pref(name): escaped(value) for name, value in prefs.items()}
    return page.filled({**values, "MODULE_ID": "7"}).decode()


def test_every_kind_of_variable_has_its_value() -> None:
    text = "__MSG_a.b__ __UP_host__ __MODULE_ID__ __BIDI_START_EDGE__ __BIDI_END_EDGE__"
    assert filled(text, {"host": "h"}, messages={"a.b": "m"}) == "m h 7 left right"
    assert filled("__BIDI_DIR__ __BIDI_REVERSE_DIR__", {}) == "ltr rtl"
    assert filled("__BIDI_START_EDGE__ __BIDI_DIR__", {}, rtl=True) == "right rtl"


def test_the_documented_address_of_the_library_comes_out() -> None:
    text = "__UP_scheme__://__UP_host__:__UP_hostPort__/desktop/assets/js/finesse.min.js"
    prefs = {"scheme": "https", "host": "ccx.example.com", "hostPort": "8445"}
    assert filled(text, prefs) == "https://ccx.example.com:8445/desktop/assets/js/finesse.min.js"


def test_a_message_may_hold_variables_of_the_other_kinds() -> None:
    assert (
        filled("__MSG_hi__", {"name": "Ann"}, messages={"hi": "Hi __UP_name__ __MODULE_ID__"}) == "Hi Ann 7"
    )


def test_a_message_is_not_looked_through_for_messages() -> None:
    assert filled("__MSG_a__", {}, messages={"a": "__MSG_a__ __MSG_b__", "b": "x"}) == "__MSG_a__ __MSG_b__"


def test_a_preference_holds_no_variables() -> None:
    assert filled("__UP_a__", {"a": "__MODULE_ID__ __UP_a__"}) == "__MODULE_ID__ __UP_a__"


def test_what_nobody_declares_stays() -> None:
    assert filled("__UP_x__ __MSG_x__ __MODULE__", {}) == "__UP_x__ __MSG_x__ __MODULE__"


def test_messages_stand_as_they_are_written() -> None:
    assert filled("__MSG_a__", {}, messages={"a": "<b>&amp;</b>"}) == "<b>&amp;</b>"


@given(st.text(max_size=40))
def test_a_preference_ends_no_attribute_tag_or_string(value: str) -> None:
    found = filled("__UP_a__", {"a": value})
    assert not set(found) & set("<>\"'`\\\0")
    assert html.unescape(found) == value.replace("\0", "").encode("utf-8", "replace").decode()


@given(
    st.lists(st.text(max_size=12) | st.sampled_from(["__UP_a__", "__MODULE_ID__", "__", "_"]), max_size=12)
)
def test_what_stands_between_variables_comes_out_as_it_is(parts: list[str]) -> None:
    text = "".join(parts).encode("utf-8", "replace").decode()
    expected = text.replace("__UP_a__", "A").replace("__MODULE_ID__", "7")
    if "_" not in "".join(each for each in parts if each not in ("__UP_a__", "__MODULE_ID__")):
        assert filled(text, {"a": "A"}) == expected


def test_a_page_has_no_more_bytes_than_the_limit() -> None:
    with pytest.raises(TooMuch):
        Page(["x" * (BYTES + 1)])
    page = Page([Place("a")] * 100)
    with pytest.raises(TooMuch):
        page.filled({"a": "x" * (BYTES // 50)})


def test_messages_put_in_a_thousand_times_end_at_the_limit() -> None:
    with pytest.raises(TooMuch):
        with_messages("__MSG_a__" * 100_000, {"a": "x" * 1_000_000}, Room())


def test_texts_that_share_a_room_have_no_more_messages_than_fit_there() -> None:
    room = Room(10)
    assert with_messages("__MSG_a__", {"a": "x" * 6}, room) == "xxxxxx"
    with pytest.raises(TooMuch):
        with_messages("__MSG_a__", {"a": "x" * 6}, room)


def test_a_page_of_many_variables_is_made_in_steps_as_many_as_they_are() -> None:
    must_be_linear(lambda count: pieces("__BIDI_DIR__" * count, {}, right_to_left=False), Page, 8_000)


def test_places_count_to_what_a_kept_page_takes() -> None:
    assert len(Page([Place("a")] * 1_000)) > 1_000
