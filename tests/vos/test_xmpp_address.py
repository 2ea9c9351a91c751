"""User ids as parts of addresses (XEP-0106), and which are those of one user."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vos.xmpp_address import domain, has_address, local_part, same_user, user_of


@pytest.mark.parametrize(
    ("user", "local"),
    [
        ("agent1", "agent1"),
        ("Anna.Keller", "anna.keller"),
        ("anna@example.com", r"anna\40example.com"),
        ("d'artagnan & co", r"d\27artagnan\20\26\20co"),
        (r"a\40b", r"a\5c40b"),
        (r"c:\5commas", r"c\3a\5c5commas"),
    ],
)
def test_what_may_not_stand_in_an_address_is_escaped(user: str, local: str) -> None:
    """Source: XEP-0106, the examples of its section 4."""
    assert local_part(user) == local
    assert user_of(local) == user.lower()


@given(st.text(st.characters(codec="ascii", exclude_categories=("Cc", "Lu")), min_size=1))
def test_every_user_id_comes_back(user: str) -> None:
    assert user_of(local_part(user)) == user
    assert not set(local_part(user)) & set("\"&'/:<>@ ")


# source: XEP-0106, Examples
@pytest.mark.parametrize(
    ("user", "local"),
    [
        ("space cadet", r"space\20cadet"),
        ('call me "ishmael"', r"call\20me\20\22ishmael\22"),
        ("at&t guy", r"at\26t\20guy"),
        ("d'artagnan", r"d\27artagnan"),
        ("/.fanboy", r"\2f.fanboy"),
        ("::foo::", r"\3a\3afoo\3a\3a"),
        ("<foo>", r"\3cfoo\3e"),
        ("user@host", r"user\40host"),
        (r"c:\net", r"c\3a\net"),
        (r"c:\5commas", r"c\3a\5c5commas"),
    ],
)
def test_user_ids_are_escaped_as_the_standard_shows(user: str, local: str) -> None:
    assert local_part(user) == local
    assert user_of(local) == user


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("JSmith", "jsmith", True),
        ("Stra\u00dfe", "STRASSE", True),
        ("\uff41gent1", "agent1", True),  # full width
        ("\ufb01nesse", "finesse", True),  # a ligature
        ("\u212aelvin", "kelvin", True),
        ("jos\u00e9", "jose\u0301", True),
        (r"a\40b", "a@b", False),
        ("jose", "jos\u00e9", False),
        ("\u0430gent1", "agent1", False),  # Cyrillic: looks alike, and is somebody else
        ("\u0221", "\u0221", True),  # has no address, but a name
    ],
)
def test_users_are_one_if_their_addresses_are(one: str, other: str, same: bool) -> None:
    assert (same_user(one) == same_user(other)) is same


@pytest.mark.parametrize("user", ["", "\t", "a\uff20b", "\u0221", "\u202eagent1", "x" * 1024, "\ufdfa" * 200])
def test_what_no_address_may_hold_has_none(user: str) -> None:
    assert not has_address(user)


@pytest.mark.parametrize(
    ("name", "compared"),
    [
        ("Node1.Example.com.", "node1.example.com"),
        ("127.0.0.1", "127.0.0.1"),
        ("[::1]", "[::1]"),
        ("XN--MNCHEN-3YA.example", "xn--mnchen-3ya.example"),
    ],
)
def test_the_name_of_a_host_is_compared_without_case_and_last_dot(name: str, compared: str) -> None:
    assert domain(name) == compared


@pytest.mark.parametrize(
    "name",
    ["", ".", "a..b", "-a", "[:01]", "[1.2.3.4]", "ab--c", "xn--", "xn--a", "xn--xnb", "m\u00fcnchen.de"],
)
def test_what_clients_take_for_no_host_is_none(name: str) -> None:
    """Source: slixmpp's JID, RFC 4291 section 2.2, RFC 5891 section 4.2.3.1."""
    with pytest.raises(ValueError):
        domain(name)
