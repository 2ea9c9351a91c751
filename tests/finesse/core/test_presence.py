from __future__ import annotations

from finesse.core.presence import Presences


def test_who_closes_the_last_desktop_is_told_of_after_the_time_to_come_back() -> None:
    presences = Presences(60.0)
    presences.available("agent1", "desktop")
    presences.available("agent1", "other")
    presences.unavailable("agent1", "desktop", 0.0)
    assert presences.next_deadline() is None

    presences.unavailable("agent1", "other", 10.0)
    assert presences.next_deadline() == 70.0
    assert presences.tick(69.9) == []
    assert presences.tick(70.0) == ["agent1"]
    assert presences.tick(200.0) == []


def test_who_comes_back_in_time_stays() -> None:
    presences = Presences(60.0)
    presences.available("agent1", "desktop")
    presences.unavailable("agent1", "desktop", 0.0)
    presences.available("agent1", "desktop")

    assert presences.next_deadline() is None


def test_who_never_was_present_is_not_watched() -> None:
    presences = Presences(60.0)
    presences.unavailable("agent1", "desktop", 0.0)
    presences.restart(0.0)

    assert presences.next_deadline() is None


def test_nobody_is_told_of_while_the_node_is_out_of_service_and_all_have_the_whole_time_after() -> None:
    presences = Presences(60.0)
    presences.available("agent1", "desktop")
    presences.unavailable("agent1", "desktop", 0.0)
    presences.suspend()
    assert presences.next_deadline() is None

    presences.restart(100.0)
    assert presences.next_deadline() == 160.0


def test_a_lost_notification_service_says_nothing_of_anybody_until_it_is_back() -> None:
    presences = Presences(60.0)
    presences.available("agent1", "desktop")
    presences.disconnected()
    assert presences.next_deadline() is None

    presences.restart(0.0)
    presences.available("agent1", "desktop")
    assert presences.next_deadline() is None


def test_who_signed_out_is_not_watched_any_more() -> None:
    presences = Presences(60.0)
    presences.available("agent1", "desktop")
    presences.unavailable("agent1", "desktop", 0.0)
    presences.forget("agent1")

    assert presences.next_deadline() is None
    presences.restart(0.0)
    assert presences.next_deadline() is None
