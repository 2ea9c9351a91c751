"""How a text that a client writes becomes a value, or is none."""

from __future__ import annotations

import pytest

from finesse.model.value import NOTHING, TRUTH, any_words, choice, last_number, number, whole_number, words


@pytest.mark.parametrize("text", ["", "-1", "1.0", "x", "١٢", "²", " 1", "9" * 19])
def test_what_is_no_number_of_ours_is_nothing(text: str) -> None:
    assert number(text) == NOTHING


def test_a_number_is_read_with_zeros_before_it() -> None:
    assert (number("007"), number("9" * 18)) == (7, 10**18 - 1)


@pytest.mark.parametrize("uri", ["/finesse/api/ReasonCode/7", "/finesse/api/ReasonCode/7/", "7"])
def test_an_address_ends_with_a_number(uri: str) -> None:
    assert last_number(uri) == 7


def test_words_have_a_length_that_is_counted_as_it_is_kept() -> None:
    assert words(3).read("äöü") == "äöü"
    assert any_words(3).read("abc") == "abc"
    in_bytes = words(3, size=lambda text: len(text.encode()))
    for value, text in ((words(3), "abcd"), (any_words(3), "abcd"), (in_bytes, "äö")):
        with pytest.raises(ValueError, match="more than 3"):
            value.read(text)


def test_a_choice_is_one_of_its_words_to_the_letter() -> None:
    value = choice(("TEAM", "GLOBAL"))
    assert (value.read("TEAM"), value.words) == ("TEAM", ("TEAM", "GLOBAL"))
    with pytest.raises(ValueError, match="none of these"):
        value.read("team")


def test_a_truth_is_written_in_small_letters() -> None:
    assert (TRUTH.read("true"), TRUTH.read("false")) == (True, False)
    with pytest.raises(ValueError, match="none of these"):
        TRUTH.read("True")


@pytest.mark.parametrize("text", ["0", "1000", "-5", "x"])
def test_a_whole_number_is_within_its_range(text: str) -> None:
    value = whole_number(range(1, 1000))
    assert (value.read("1"), value.read("999")) == (1, 999)
    with pytest.raises(ValueError, match="not from 1 to 999"):
        value.read(text)
