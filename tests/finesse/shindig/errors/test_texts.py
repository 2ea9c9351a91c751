from __future__ import annotations

from dataclasses import fields

import pytest

from finesse.shindig.errors.not_shown import STATUS, NotShown, code_of, of_status
from finesse.shindig.errors.texts import ENGLISH, SPANISH, Words, words
from finesse.shindig.spec import FAULTS


@pytest.mark.parametrize("language", [ENGLISH, SPANISH])
def test_each_language_has_words_for_all_that_can_be_wrong(language: Words) -> None:
    assert set(language.failed) == set(language.mend) == set(STATUS)
    assert set(language.faults) == set(FAULTS)
    assert all(getattr(language, field.name) for field in fields(language))


@pytest.mark.parametrize(
    ("language", "spoken"),
    [("es", "es"), ("es_MX", "es"), ("ES", "es"), ("en", "en"), ("de", "en"), ("", "en"), ("<es", "en")],
)
def test_what_is_not_spoken_is_said_in_english(language: str, spoken: str) -> None:
    assert words(language)[0] == spoken


@pytest.mark.parametrize(
    ("status", "code"),
    [
        (200, None),
        (204, None),
        (304, "unreachable"),
        (400, "unreachable"),
        (401, "forbidden"),
        (403, "forbidden"),
        (404, "notFound"),
        (410, "notFound"),
        (500, "unreachable"),
        (504, "timeout"),
    ],
)
def test_a_status_says_what_kind_of_failure_it_is(status: int, code: str | None) -> None:
    assert of_status(status) == code


def test_what_is_wrong_is_said_in_one_line_for_the_log() -> None:
    assert (
        str(NotShown("malformed", "/a.xml", "not XML", "notXml", 3)) == "malformed: /a.xml: line 3: not XML"
    )


def test_a_kind_that_is_not_known_is_that_nobody_was_reached() -> None:
    assert (code_of("timeout"), code_of("other")) == ("timeout", "unreachable")
