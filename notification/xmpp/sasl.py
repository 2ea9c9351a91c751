"""SASL PLAIN (RFC 4616), the only mechanism: passwords are checked elsewhere, so there is never a digest."""

from __future__ import annotations

import base64
import binascii
from typing import NamedTuple

from notification.xmpp.errors import SaslFailure
from vos.xmpp_address import has_address, same_user, user_of

MECHANISM = "PLAIN"


class Credentials(NamedTuple):
    """A user id, as it is compared, and the password that is to be checked.

    That id is asked about and no other: whoever else is written like it has not its address.
    """

    user: str
    password: str

    def __repr__(self) -> str:
        return f"Credentials({self.user!r}, …)"


def plain(text: str, domain: str) -> Credentials:
    """What a PLAIN response says. SaslFailure if it says nothing sensible, or speaks for somebody else.

    Clients fill the authorization identity in three ways (empty, user id, bare JID); all mean themselves.
    """
    try:
        decoded = base64.b64decode("".join(text.split()), validate=True)
    except (binascii.Error, ValueError):
        raise SaslFailure("incorrect-encoding") from None
    try:
        authorization, user, password = decoded.decode().split("\0")
    except ValueError:  # not UTF-8, or not three parts
        raise SaslFailure("malformed-request") from None
    user = same_user(user_of(user.removesuffix("@" + domain)))
    if not password or not has_address(user):
        raise SaslFailure("not-authorized")
    if authorization and user not in _named_by(authorization):
        raise SaslFailure("invalid-authzid")
    return Credentials(user, password)


def _named_by(authorization: str) -> tuple[str, str]:
    """Whom an authorization identity may name: it is a user id, or a JID of whatever domain."""
    name = user_of(authorization)
    return same_user(name), same_user(name.rpartition("@")[0])
