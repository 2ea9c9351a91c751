"""JIDs: parts, case, escaping."""

import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from slixmpp.jid import JID, InvalidJID

from notification.xmpp import jid
from vos import xmpp_address


def test_a_jid_has_a_lower_case_account_and_a_resource_as_it_is() -> None:
    parsed = jid.parse("JSmith@CCX1.example.com/Desktop")
    assert parsed == ("jsmith", "ccx1.example.com", "Desktop")
    assert parsed.bare == "jsmith@ccx1.example.com"
    assert str(parsed) == "jsmith@ccx1.example.com/Desktop"


def test_a_domain_alone_is_a_jid() -> None:
    assert jid.parse("pubsub.ccx1.example.com") == ("", "pubsub.ccx1.example.com", "")


def test_a_resource_may_hold_what_an_account_may_not() -> None:
    assert jid.parse("a@b/c@d/e").resource == "c@d/e"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "@b",
        "a@b..c",
        "a@-b",
        "a@b_\u00fc",
        "a@b!",
        "a\u0221@b",
        "a\uff20@b",
        "a@b/\u202e",
        "\u05d0a@b",
        "a@",
        "a@b/",
        "a b@c",
        "a<@b",
        "a@b/\x00",
        "a@b c",
        "x" * 1024 + "@b",
    ],
)
def test_what_is_no_jid_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not a JID"):
        jid.parse(text)


LETTERS = st.characters(exclude_categories=("Cs",))
PARTS = st.text(
    LETTERS | st.sampled_from("\\24@/ .\u00df\ufb01\u0130\uff41\u0345\u05d0\u0661\u200d"), max_size=12
)


@given(PARTS, PARTS)
@example("stra\u00dfe", "Desk")
@example("\uff21gent1", "\u2167")
@example("\u0221", "x")
@example("x", "\u0221")
@example("\u05d01", "\u05d0\u0661\u05d0")
@example("\u2f868", "\U0002f868")
def test_what_is_an_address_here_is_the_same_one_to_slixmpp(local: str, resource: str) -> None:
    """A client of a stranger's, and Finesse's own: it must not choke on anybody's address."""
    written = f"{local}@localhost" + (f"/{resource}" if resource else "")
    try:
        parsed = jid.parse(written)
    except ValueError:
        return
    assert str(JID(written)) == str(parsed)
    assert str(jid.parse(str(parsed))) == str(parsed)  # once prepared, always so


def test_every_letter_that_is_assigned_may_stand_where_slixmpp_lets_it() -> None:
    """All of Unicode 3.2, one by one: later letters are unassigned to stringprep, and refused."""
    for letter in map(chr, range(0x110000)):
        if unicodedata.ucd_3_2_0.category(letter) in ("Cn", "Co", "Cs"):
            continue
        for written in (f"a{letter}b@localhost", f"a@localhost/x{letter}y"):
            ours, theirs = _or_none(jid.parse, written), _or_none(JID, written)
            assert ours == theirs or letter in xmpp_address._CORRECTED, hex(ord(letter))


def _or_none(read: Callable[[str], object], written: str) -> str | None:
    try:
        return str(read(written))
    except (ValueError, InvalidJID):
        return None
