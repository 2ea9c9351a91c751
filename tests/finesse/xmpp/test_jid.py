from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finesse.xmpp.jid import local_part, user_of


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


@given(st.text(st.characters(codec="ascii", exclude_categories=("Cc", "Lu"))))
def test_every_user_id_comes_back(user: str) -> None:
    assert user_of(local_part(user)) == user
    assert not set(local_part(user)) & set("\"&'/:<>@ ")
