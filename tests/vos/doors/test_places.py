"""Places for strangers at a door."""

from __future__ import annotations

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from vos.doors.places import Places, neighbourhood


def test_a_stranger_beyond_the_bound_of_an_address_takes_the_place_of_its_oldest() -> None:
    places: Places[str] = Places(in_all=10, per_address=2)
    assert [places.take(name, "10.0.0.1") for name in ("first", "second")] == [None, None]
    assert places.take("elsewhere", "10.0.0.2") is None
    assert places.take("third", "10.0.0.1") == "first"
    assert "first" not in places
    assert places.of("10.0.0.1") == 2
    assert len(places) == 3


def test_where_all_places_are_taken_the_address_with_most_makes_room() -> None:
    places: Places[str] = Places(in_all=4, per_address=3)
    places.take("alone", "10.0.0.1")
    for name in ("a", "b", "c"):
        places.take(name, "10.0.0.2")
    assert places.take("new", "10.0.0.3") == "a"
    assert "alone" in places


def test_who_has_shown_who_he_is_is_no_stranger_any_more_and_is_never_sent_away() -> None:
    places: Places[str] = Places(in_all=10, per_address=1)
    places.take("agent", "10.0.0.1")
    places.leave("agent")
    assert places.take("silent", "10.0.0.1") is None
    places.leave("agent")
    assert len(places) == 1


def test_nobody_takes_two_places() -> None:
    places: Places[str] = Places(in_all=2, per_address=2)
    places.take("one", "10.0.0.1")
    with pytest.raises(ValueError, match="has a place already"):
        places.take("one", "10.0.0.1")


@pytest.mark.parametrize("bounds", [(0, 1), (1, 0)])
def test_a_door_without_places_is_refused(bounds: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="at least 1"):
        Places(*bounds)


@pytest.mark.parametrize(
    ("address", "counted_as"),
    [
        ("127.0.0.1", "127.0.0.1"),
        ("2001:db8:1:2:3::4", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("::ffff:10.0.0.7", "10.0.0.7"),
        ("", ""),
        ("a:b", "a:b"),
    ],
)
def test_an_ipv6_network_counts_as_one_address(address: str, counted_as: str) -> None:
    assert neighbourhood(address) == counted_as


class AnyComingAndGoing(RuleBasedStateMachine):
    """Against lists that are searched through."""

    @initialize(in_all=st.integers(1, 8), per_address=st.integers(1, 4))
    def open(self, in_all: int, per_address: int) -> None:
        self.places: Places[int] = Places(in_all, per_address)
        self.inside: list[tuple[int, str]] = []
        self.number = 0

    @rule(address=st.sampled_from(["a", "b", "c", "d"]))
    def come(self, address: str) -> None:
        self.number += 1
        own = [guest for guest, where in self.inside if where == address]
        leaver = self.places.take(self.number, address)
        if len(own) >= self.places.per_address:
            assert leaver == own[0]
        elif len(self.inside) >= self.places.in_all:
            count = {where: sum(other == where for _, other in self.inside) for _, where in self.inside}
            most = max(count.values())
            oldest = {next(g for g, other in self.inside if other == where): n for where, n in count.items()}
            assert leaver is not None
            assert oldest[leaver] == most
        else:
            assert leaver is None
        self.inside = [(guest, where) for guest, where in self.inside if guest != leaver]
        self.inside.append((self.number, address))

    @precondition(lambda self: self.inside)
    @rule(data=st.data())
    def go(self, data: st.DataObject) -> None:
        guest = data.draw(st.sampled_from(self.inside))
        self.places.leave(guest[0])
        self.inside.remove(guest)

    @invariant()
    def they_agree(self) -> None:
        if hasattr(self, "places"):
            assert len(self.places) == len(self.inside)
            for address in "abcd":
                assert self.places.of(address) == sum(where == address for _, where in self.inside)


TestAnyComingAndGoing = AnyComingAndGoing.TestCase
