from __future__ import annotations

import pytest

from finesse.shindig.errors.not_shown import STATUS, Code, NotShown
from finesse.shindig.errors.page import CHARACTERS, error_page


@pytest.mark.parametrize("code", STATUS)
def test_a_page_has_the_status_and_the_kind(code: Code) -> None:
    answer = error_page(NotShown(code, "http://a/x.xml", "why"), "en")
    assert (answer.status, answer.text is not None) == (STATUS[code], True)
    assert f'data-gadget-error="{code}"' in (answer.text or "")


def test_what_others_say_stands_there_as_text_and_is_not_long() -> None:
    answer = error_page(NotShown("unreachable", "http://a/<b>", "<script>" + "x" * 9_999), "en")
    assert answer.text is not None
    assert "http://a/&lt;b&gt;" in answer.text
    assert "&lt;script&gt;" in answer.text
    assert "x" * CHARACTERS not in answer.text
