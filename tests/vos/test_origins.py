"""Source: Administration Guide, Cisco Finesse CLI (utils finesse cors): no * among origins, 4000 letters."""

from __future__ import annotations

import pytest

from vos.origins import CHARACTERS, Origins


def test_a_fresh_installation_allows_any_origin() -> None:
    assert Origins().allow("https://anywhere.example.com")
    assert Origins().allow("null")
    assert str(Origins()) == "*"


def test_named_origins_are_allowed_in_any_case_and_no_others() -> None:
    named = Origins.parse("https://CRM.example.com:8443, http://localhost:3000/")

    assert named.allow("https://crm.example.com:8443")
    assert named.allow("http://LOCALHOST:3000")
    for other in ("https://crm.example.com", "http://crm.example.com:8443", "null", "", "*"):
        assert not named.allow(other)
    assert Origins.parse(str(named)) == named


def test_nothing_named_allows_none() -> None:
    assert not Origins.parse("").allow("https://crm.example.com")


@pytest.mark.parametrize(
    "text",
    [
        "crm.example.com",
        "https://crm.example.com/path",
        "https://*.example.com",
        "*,https://crm.example.com",
        "https://a.example.com," * CHARACTERS,
    ],
)
def test_what_is_no_origin_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"is no origin|more than 4000 characters"):
        Origins.parse(text)
