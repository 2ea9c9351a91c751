from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lab.gadget_check.javascript import Script
from tests.linear import must_be_linear


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a(); // b\nc", "a();     \nc"),
        ("a /* b\nc */ d", "a     \n     d"),
        ("a('b\\'c', \"d\")", "a('    ', \" \")"),
        ("`a\nb`", "` \n `"),
        ("x = /[/'\"]/g; y", "x = /      g; y"),
        ("a / b / c", "a / b / c"),
        ("return /'/.test(a)", "return / /.test(a)"),
        ("'unclosed\nnext()", "'       d\nnext()"),
    ],
)
def test_comments_and_texts_are_blank_and_the_rest_stays_in_its_place(text: str, code: str) -> None:
    assert Script(text).code == code


def test_texts_stay_where_they_are_asked_for() -> None:
    assert Script("a('b') // c").texts == "a('b')     "


@given(st.text(alphabet="/*'\"`\\\n a=([])", max_size=120))
def test_places_stay_as_they_are(text: str) -> None:
    script = Script(text)
    assert len(script.code) == len(script.texts) == len(text)
    assert [at for at, each in enumerate(script.code) if each == "\n"] == [
        at for at, each in enumerate(text) if each == "\n"
    ]


@pytest.mark.parametrize("piece", ["/", "'", "a / b; ", "/* ", "`${", "x = /[", "(/a/) ", "\\"])
def test_reading_is_linear(piece: str) -> None:
    must_be_linear(lambda size: piece * size, Script, 2_000)
