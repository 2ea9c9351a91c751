"""Text from anywhere is shown as one line, without what a terminal or a reader could be fooled by."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.linear import must_be_linear
from vos import visible

ANYTHING = st.text(st.characters(codec=None, exclude_categories=()))  # halves of surrogate pairs, too


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("agent1 rings", "agent1 rings"),
        ("a\r\n\tb", r"a\r\n\tb"),
        ("\x1b[2J\x7f\x9b2J", r"\x1b[2J\x7f\x9b2J"),
        ("a\u2028b\u2029c\x85d", r"a\u2028b\u2029c\x85d"),
        ("\u202e1001\u2066", r"\u202e1001\u2066"),
        ("\ud800", r"\ud800"),
        ("Zoë 日本\u3000語 ☎ 😀", "Zoë 日本\u3000語 ☎ 😀"),
        ("", ""),
    ],
)
def test_what_cannot_be_seen_is_written_as_python_writes_it(text: str, shown: str) -> None:
    assert visible.line(text) == shown


@given(ANYTHING, st.integers(1, 20))
def test_a_line_is_one_line_without_control_characters_of_a_bounded_length(text: str, most: int) -> None:
    shown = visible.line(text, most)
    assert shown.splitlines() in ([shown], [])
    assert not {unicodedata.category(each) for each in shown} & {"Cc", "Cf", "Cs", "Zl", "Zp"}
    assert len(shown) <= most + len(f"… ({len(text)} characters)")
    assert visible.line(shown, 100) == shown


def test_what_is_too_long_says_how_long_it_was() -> None:
    assert visible.line("x" * 1_000_000, 3) == "xxx… (1000000 characters)"
    assert visible.line("\x00" * 10, 12) == r"\x00\x00\x00… (10 characters)"


def test_of_many_lines_the_first_and_the_last_are_shown() -> None:
    text = "\n".join(str(number) for number in range(10))
    assert visible.lines(text, 10) == list("0123456789")
    assert visible.lines(text, 4) == ["0", "1", "… 6 lines are left out …", "8", "9"]
    assert visible.lines("a\rb\x0b\nc", 10) == [r"a\rb\x0b", "c"]


@pytest.mark.parametrize("unit", ["x", "\x1b", "\n", "\u202e"])
def test_showing_a_long_text_costs_no_more_than_its_length(unit: str) -> None:
    must_be_linear(lambda size: unit * size, lambda text: visible.line(text, len(text)), 4_000)
    must_be_linear(lambda size: unit * size, lambda text: visible.lines(text, len(text)), 4_000)
