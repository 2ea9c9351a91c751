"""Who watches whom."""

import pytest

from notification import contacts
from notification.contacts import Contacts
from notification.xmpp.errors import StanzaError


def test_the_service_user_is_on_every_roster() -> None:
    everybody = Contacts("finesse@x")
    assert list(everybody.roster("agent1@x")) == [("finesse@x", "both")]
    assert everybody.watches("agent1@x", "finesse@x")


def test_a_roster_tells_each_direction() -> None:
    them = Contacts("finesse@x")
    them.watch("a@x", "b@x")
    them.watch("c@x", "a@x")
    them.watch("d@x", "a@x")
    them.watch("a@x", "d@x")
    assert dict(them.roster("a@x")) == {"finesse@x": "both", "b@x": "to", "c@x": "from", "d@x": "both"}
    assert list(them.watchers_of("a@x")) == ["c@x", "d@x"]
    them.forget("d@x", "a@x")
    them.forget("d@x", "a@x")
    assert dict(them.roster("a@x"))["d@x"] == "to"


def test_an_agent_watches_only_so_many_and_the_service_user_everybody() -> None:
    them = Contacts("finesse@x")
    for number in range(contacts.LIMIT):
        them.watch("a@x", f"{number}@x")
        them.watch("finesse@x", f"{number}@x")
    them.watch("a@x", "5@x")
    them.watch("finesse@x", "more@x")
    with pytest.raises(StanzaError):
        them.watch("a@x", "more@x")


def test_what_is_kept_makes_the_same_rosters_again() -> None:
    them = Contacts("finesse@x")
    them.restore([("contact", "a@x", "b@x"), ("node", "n")])
    assert dict(them.roster("a@x"))["b@x"] == "to"
    assert list(them.watchers_of("b@x")) == ["a@x"]
