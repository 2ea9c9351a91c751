"""How often an account may make others listen."""

import pytest

from notification import pace
from notification.pace import Pace
from notification.xmpp.errors import StanzaError


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_so_many_at_once_and_then_a_few_each_second_of_each_account() -> None:
    clock = Clock()
    all_of_them = Pace(clock)
    for _ in range(pace.AT_ONCE):
        all_of_them.count("ann")
    for account in ("ann", "ann"):
        with pytest.raises(StanzaError, match="resource-constraint"):
            all_of_them.count(account)
    all_of_them.count("bob")
    clock.now += 1
    for _ in range(int(pace.PER_SECOND)):
        all_of_them.count("ann")
    with pytest.raises(StanzaError):
        all_of_them.count("ann")


def test_who_is_quiet_again_is_forgotten() -> None:
    clock = Clock()
    all_of_them = Pace(clock)
    for number in range(5 * pace.KEPT):
        all_of_them.count(f"{number}")
        clock.now += 0.01
    assert len(all_of_them) <= pace.KEPT + 1
