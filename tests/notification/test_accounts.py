"""What is asked, what is remembered, and for how long."""

import pytest

from notification import accounts
from notification.accounts import Accounts, CannotTell


class Cucm:
    def __init__(self) -> None:
        self.asked: list[tuple[str, str]] = []
        self.down = False

    async def authenticate(self, user: str, password: str) -> bool:
        self.asked.append((user, password))
        if self.down:
            raise CannotTell("down")
        return password == "secret"


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def new(remember: float = 60.0) -> tuple[Accounts, Cucm, Clock]:
    cucm, clock = Cucm(), Clock()
    return Accounts("finesse", "house key", cucm, remember, clock), cucm, clock


async def test_a_right_password_is_asked_for_once_and_again_after_a_while() -> None:
    them, cucm, clock = new()
    assert not them.known("agent1", "secret")
    assert await them.check("agent1", "secret")
    assert them.known("Agent1", "secret")
    assert not them.known("agent1", "other")
    assert not them.known("agent2", "secret")
    clock.now = 60.0
    assert not them.known("agent1", "secret")
    assert cucm.asked == [("agent1", "secret")]


async def test_a_wrong_password_is_asked_for_each_time() -> None:
    them, cucm, _ = new()
    for _ in range(2):
        assert not await them.check("agent1", "wrong")
        assert not them.known("agent1", "wrong")
    assert len(cucm.asked) == 2


async def test_what_nobody_could_tell_is_not_remembered() -> None:
    them, cucm, _ = new()
    cucm.down = True
    with pytest.raises(CannotTell):
        await them.check("agent1", "secret")
    assert not them.known("agent1", "secret")


async def test_the_service_user_is_known_here_and_nowhere_else() -> None:
    them, cucm, _ = new()
    assert them.known("Finesse", "house key")
    assert not them.known("finesse", "secret")
    assert not await them.check("finesse", "secret")
    assert cucm.asked == []


async def test_the_memory_is_bounded_and_holds_no_password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(accounts, "REMEMBERED", 10)
    them, _, _ = new()
    for number in range(20):
        await them.check(f"agent{number}", "secret")
    assert len(them._right) == 10
    assert them.known("agent19", "secret")
    assert not them.known("agent0", "secret")
    assert "secret" not in repr(vars(them))


async def test_no_memory_asks_every_time() -> None:
    them, _, _ = new(remember=0)
    await them.check("agent1", "secret")
    assert not them.known("agent1", "secret")
