from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from vos.http.recent import Recent


def test_what_was_asked_for_longest_ago_goes() -> None:
    recent: Recent[str, int] = Recent(2)
    recent.keep("a", 1)
    recent.keep("b", 2)
    assert recent.known("a") == 1
    recent.keep("c", 3)
    assert [recent.known(key) for key in "abc"] == [1, None, 3]


def test_what_is_kept_is_not_made_again() -> None:
    made: list[str] = []

    def make() -> str:
        made.append("x")
        return "x"

    recent: Recent[str, str] = Recent(2)
    assert (recent.get("a", make), recent.get("a", make), made) == ("x", "x", ["x"])


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 40))))
def test_no_more_is_kept_than_there_is_room_for(given: list[tuple[int, int]]) -> None:
    recent: Recent[int, int] = Recent(3, 50, lambda _key, value: value)
    for key, value in given:
        recent.keep(key, value)
        kept = [found for each in range(6) if (found := recent.known(each)) is not None]
        assert len(recent) == len(kept) <= 3
        assert recent.bytes == sum(kept) <= 50
        assert recent.known(key) == value
