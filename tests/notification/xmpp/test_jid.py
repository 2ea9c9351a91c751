"""JIDs: parts, case, escaping."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notification.xmpp import jid


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
    "text", ["", "@b", "a@", "a@b/", "a b@c", "a<@b", "a@b/\x00", "a@b c", "x" * 1024 + "@b"]
)
def test_what_is_no_jid_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not a JID"):
        jid.parse(text)


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
    assert jid.escape(user) == local
    assert jid.unescape(local) == user


@given(st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E), min_size=1))
def test_escaping_can_be_undone(user: str) -> None:
    assert jid.unescape(jid.escape(user)) == user.lower()
