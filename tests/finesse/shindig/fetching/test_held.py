"""Large answers that nobody reads."""

from __future__ import annotations

from finesse.shindig.fetching.held import BYTES, OF_ONE, Held


def test_one_has_room_for_his_share_and_all_for_theirs() -> None:
    held = Held()
    assert held.has_room("one", OF_ONE)
    assert not held.has_room("one", OF_ONE + 1)
    with held.holding("one", OF_ONE):
        assert not held.has_room("one", 1)
        assert held.has_room("two", OF_ONE)
        with held.holding("two", BYTES - OF_ONE):
            assert not held.has_room("three", 1)
    assert (held.bytes, held.has_room("one", OF_ONE)) == (0, True)
