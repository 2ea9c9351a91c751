"""What was kept by an address that is written otherwise today, or is none any more."""

from collections.abc import Mapping

from notification.changes import Changes, Key, Row
from notification.store import addresses


class Noted(Changes):
    def __init__(self) -> None:
        self.changes: dict[Key, Row | None] = {}

    def note(self, key: Key, row: Row | None) -> None:
        self.changes[key] = row


def test_addresses_become_those_that_are_meant_and_what_is_none_is_dropped() -> None:
    kept: Mapping[Key, Row] = {
        ("node", "/Stra\u00dfe"): ("{}", "{}"),
        ("subscription", "n", "stra\u00dfe@x/Desk"): (1,),
        ("subscription", "n", "ann@x/\u0221"): (1,),
        ("absence", "ann@x/\u0221"): (5.0,),
        ("contact", "ann@x", "\uff42ob@x"): (),
        ("contact", "ann@x", "cecil@x"): (),
    }
    noted = Noted()
    assert addresses.prepare(kept, noted) == {
        ("node", "/Stra\u00dfe"): ("{}", "{}"),
        ("subscription", "n", "strasse@x/Desk"): (1,),
        ("contact", "ann@x", "bob@x"): (),
        ("contact", "ann@x", "cecil@x"): (),
    }
    assert noted.changes == {
        ("subscription", "n", "stra\u00dfe@x/Desk"): None,
        ("subscription", "n", "strasse@x/Desk"): (1,),
        ("subscription", "n", "ann@x/\u0221"): None,
        ("absence", "ann@x/\u0221"): None,
        ("contact", "ann@x", "\uff42ob@x"): None,
        ("contact", "ann@x", "bob@x"): (),
    }
