"""SASL PLAIN: the forms that clients use, and those that are wrong."""

import base64

import pytest

from notification.xmpp import sasl
from notification.xmpp.errors import SaslFailure
from tests.notification.people import DOMAIN, plain


@pytest.mark.parametrize("authorization", ["", "1001001", f"1001001@{DOMAIN}", "1001001@other.example.com"])
def test_every_way_of_meaning_oneself_is_accepted(authorization: str) -> None:
    assert sasl.plain(plain("1001001", "secret", authorization), DOMAIN) == ("1001001", "secret")


def test_a_user_id_with_an_at_sign_may_come_escaped_or_not() -> None:
    expected = ("ann@corp.example", "secret")
    assert sasl.plain(plain("ann@corp.example", "secret"), DOMAIN) == expected
    assert sasl.plain(plain(r"ann\40corp.example", "secret"), DOMAIN) == expected
    assert (
        sasl.plain(plain(r"ann\40corp.example", "secret", rf"ann\40corp.example@{DOMAIN}"), DOMAIN)
        == expected
    )


def test_a_bare_jid_of_this_domain_is_its_user() -> None:
    assert sasl.plain(plain(f"1001001@{DOMAIN}", "secret"), DOMAIN).user == "1001001"


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("not base64!", "incorrect-encoding"),
        (base64.b64encode(b"no zero bytes").decode(), "malformed-request"),
        (base64.b64encode(b"\0a\0\xff").decode(), "malformed-request"),
        (plain("1001001", ""), "not-authorized"),
        (plain("", "secret"), "not-authorized"),
        (plain("a\tb", "secret"), "not-authorized"),
        (plain("1001001", "secret", "1001002"), "invalid-authzid"),
    ],
)
def test_a_wrong_response_fails_with_its_own_condition(text: str, condition: str) -> None:
    with pytest.raises(SaslFailure) as caught:
        sasl.plain(text, DOMAIN)
    assert caught.value.condition == condition


def test_a_password_never_shows_in_a_log() -> None:
    assert "secret" not in repr(sasl.plain(plain("1001001", "secret"), DOMAIN))
