"""Who somebody is: `local@domain/resource`, each part prepared as it is compared."""

from __future__ import annotations

from typing import NamedTuple

from vos import xmpp_address


class Jid(NamedTuple):
    """An address in its three parts; an empty string where there is none."""

    local: str
    domain: str
    resource: str = ""

    @property
    def bare(self) -> str:
        """Without the resource."""
        return f"{self.local}@{self.domain}" if self.local else self.domain

    def __str__(self) -> str:
        return f"{self.bare}/{self.resource}" if self.resource else self.bare


def parse(text: str) -> Jid:
    """ValueError if it is none."""
    rest, slash, resource = text.partition("/")
    local, at, domain = rest.rpartition("@")
    try:
        return Jid(
            xmpp_address.nodeprep(local) if at else "",
            xmpp_address.domain(domain),
            xmpp_address.resourceprep(resource) if slash else "",
        )
    except ValueError as error:
        raise ValueError(f"{text!r} is not a JID: {error}") from None
