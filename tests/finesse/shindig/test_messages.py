from __future__ import annotations

import pytest

from finesse.shindig.messages import locales_for, merged, read
from finesse.shindig.spec import BadSpec, Locale

ALL = Locale(messages="all")
ENGLISH = Locale("en", "", "en")
AMERICAN = Locale("en", "US", "en_US")
SPANISH = Locale("es", "", "es")


@pytest.mark.parametrize(
    ("language", "country", "chosen"),
    [
        ("en", "US", [ALL, ENGLISH, AMERICAN]),
        ("EN", "us", [ALL, ENGLISH, AMERICAN]),
        ("en", "GB", [ALL, ENGLISH]),
        ("es", "ES", [ALL, SPANISH]),
        ("de", "DE", [ALL]),
    ],
)
def test_locales_count_from_general_to_special(language: str, country: str, chosen: list[Locale]) -> None:
    assert locales_for([AMERICAN, ENGLISH, SPANISH, ALL], language, country) == chosen


def test_the_special_message_wins() -> None:
    assert merged([{"a": "1", "b": "1"}, {"b": "2"}]) == {"a": "1", "b": "2"}


def test_a_bundle_is_read_with_dots_in_its_names() -> None:
    data = b'<messagebundle><msg name="a.b"> one </msg><msg>none</msg><msg name="c"/></messagebundle>'
    assert read(data) == {"a.b": "one", "c": ""}


@pytest.mark.parametrize(
    "data", [b"", b"<Module/>", b'<!DOCTYPE m [<!ENTITY a "b">]><messagebundle/>', b"<a"]
)
def test_what_is_no_bundle_is_refused(data: bytes) -> None:
    with pytest.raises(BadSpec):
        read(data)
