"""AXL's cookies."""

import pytest

from ccx_engine.cucm.axl import sessions
from ccx_engine.cucm.axl.sessions import Sessions


def test_a_cookie_is_good_until_thirty_minutes_after_its_last_use() -> None:
    cookies = Sessions()
    token = cookies.begin("ccx_axl", now=0.0)
    assert cookies.user(token, now=1799.0) == "ccx_axl"
    assert cookies.user(token, now=3598.0) == "ccx_axl"
    assert cookies.user(token, now=5398.0) is None
    assert cookies.user(token, now=5398.0) is None
    assert cookies.user("another", now=0.0) is None


def test_the_least_used_is_forgotten_when_there_are_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sessions, "MOST", 2)
    cookies = Sessions()
    first, second = (cookies.begin(user, now=0.0) for user in ("a", "b"))
    cookies.user(first, now=1.0)
    cookies.begin("c", now=2.0)
    assert cookies.user(first, now=2.0) == "a"
    assert cookies.user(second, now=2.0) is None
