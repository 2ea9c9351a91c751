"""What is asked, what is remembered, and for how long."""

import pytest

from notification import accounts
from notification.accounts import Accounts, CannotTell, Origin


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


async def test_a_wrong_password_ends_the_memory_of_the_right_one() -> None:
    """Unified CM counts wrong ones in a row, so it must hear of the next right one."""
    them, cucm, _ = new()
    await them.check("agent1", "secret")
    await them.check("AGENT1", "wrong")
    assert not them.known("agent1", "secret")
    assert len(cucm.asked) == 2


async def test_the_service_user_is_checked_here_and_nowhere_else() -> None:
    them, cucm, _ = new()
    assert await them.check("Finesse", "house key")
    assert not them.known("finesse", "secret")
    assert not await them.check("finesse", "secret")
    assert cucm.asked == []


STRANGER = Origin("tcp", "198.51.100.1")


async def guess(them: Accounts, origin: Origin) -> None:
    for number in range(6):
        assert not await them.check("finesse", f"guess{number}", origin)


async def test_five_wrong_passwords_lock_the_service_user_for_where_they_came_from() -> None:
    them, _, clock = new()
    await guess(them, STRANGER)
    assert not await them.check("finesse", "house key", STRANGER)
    assert await them.check("finesse", "house key", Origin("tcp", "192.0.2.7"))
    clock.now = 300.0
    assert await them.check("finesse", "house key", STRANGER)


@pytest.mark.parametrize("framing", ["bosh", "ws"])
async def test_guesses_through_finesses_own_port_do_not_lock_finesse_out(framing: str) -> None:
    """What comes through port 8445 comes from Finesse's address, but never over TCP."""
    them, _, _ = new()
    assert await them.check("finesse", "house key", Origin("tcp", "192.0.2.7"))
    for address in ("192.0.2.7", "127.0.0.1"):
        await guess(them, Origin(framing, address))
        assert not await them.check("finesse", "house key", Origin(framing, address))
        assert await them.check("finesse", "house key", Origin("tcp", address))


@pytest.mark.parametrize("address", ["127.0.0.1", "192.0.2.7"])
async def test_where_finesse_comes_from_is_not_locked(address: str) -> None:
    them, _, _ = new()
    assert await them.check("finesse", "house key", Origin("tcp", address))
    await guess(them, Origin("tcp", address))
    assert await them.check("finesse", "house key", Origin("tcp", address))


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
