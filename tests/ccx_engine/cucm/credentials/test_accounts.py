"""Password checks of the cluster's users."""

from __future__ import annotations

import asyncio

import pytest

from ccx_engine.cucm.credentials import accounts as accounts_module
from ccx_engine.cucm.credentials import passwords
from ccx_engine.cucm.credentials.accounts import Accounts, Origin
from tests.ccx_engine.cucm.scene import small_cluster


async def test_the_right_password_gives_the_user() -> None:
    accounts = Accounts(small_cluster())
    user = await accounts.check("agent1", "finesse")
    assert user is not None
    assert user.userid == "agent1"


@pytest.mark.parametrize(
    ("userid", "password"),
    [("agent1", "Finesse"), ("agent1", ""), ("nobody", "finesse"), ("", ""), ("agent1", "\ud800")],
)
async def test_anything_else_gives_nobody(userid: str, password: str) -> None:
    assert await Accounts(small_cluster()).check(userid, password) is None


async def test_a_pin_is_its_end_users_and_no_password() -> None:
    cluster = small_cluster()
    accounts = Accounts(cluster)
    cluster.end_users["agent1"].pin = passwords.hashed("4711")
    assert (await accounts.judge_pin("AGENT1", "4711")).user is cluster.end_users["agent1"]
    for userid, pin in (("agent1", "finesse"), ("agent2", ""), ("lab", "finesse"), ("nobody", "4711")):
        assert (await accounts.judge_pin(userid, pin)).user is None
    assert await accounts.check("agent1", "4711") is None


async def test_who_has_no_password_is_nobody() -> None:
    cluster = small_cluster()
    cluster.end_users["agent1"].password = ""
    for password in ("", "finesse"):
        assert await Accounts(cluster).check("agent1", password) is None


async def test_no_more_is_remembered_than_there_is_room_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(accounts_module, "MOST", 2)
    cluster = small_cluster()
    accounts = Accounts(cluster)
    for number in range(5):
        cluster.end_users["agent1"].password = passwords.hashed(f"secret{number}")
        assert await accounts.check("agent1", f"secret{number}")
        assert await accounts.check("agent1", f"secret{number}")


async def test_what_was_right_once_costs_nothing_again_until_the_password_changes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    cluster = small_cluster()
    accounts = Accounts(cluster)
    await accounts.check("agent1", "finesse")
    asked: list[str] = []

    def counting(password: str, stored: str) -> bool:
        asked.append(password)
        return False

    monkeypatch.setattr(passwords, "matches", counting)
    assert await accounts.check("agent1", "finesse")
    assert asked == []
    assert await accounts.check("agent1", "wrong") is None
    cluster.end_users["agent1"].password = passwords.hashed("changed")
    assert await accounts.check("agent1", "finesse") is None
    assert asked == ["wrong", "finesse"]


async def test_four_hundred_agents_sign_in_at_once() -> None:
    users = [
        {"userid": f"a{number}", "last_name": "A", "password": f"secret{number % 7}"} for number in range(400)
    ]
    accounts = Accounts(small_cluster(users=users))
    found = await asyncio.gather(
        *(accounts.check(f"a{number}", f"secret{number % 7}") for number in range(400))
    )
    assert [user and user.userid for user in found] == [f"a{number}" for number in range(400)]


LOOPBACK, INSIDE, OUTSIDE = (Origin("AXL", address) for address in ("127.0.0.1", "192.0.2.7", "198.51.100.1"))


async def guess(accounts: Accounts, userid: str, origin: Origin, times: int = 5) -> None:
    for number in range(times):
        assert await accounts.check(userid, f"guess{number}", origin) is None


async def test_five_wrong_passwords_lock_an_end_user_wherever_they_came_from() -> None:
    """# source: Finesse Administration Guide, account lockout"""
    accounts = Accounts(small_cluster())
    await guess(accounts, "agent1", OUTSIDE, 3)
    await guess(accounts, "AGENT1", LOOPBACK, 2)
    for origin in (OUTSIDE, LOOPBACK, INSIDE):
        assert await accounts.check("agent1", "finesse", origin) is None
        assert (await accounts.judge("agent1", "finesse", origin)).locked
    assert await accounts.check("agent2", "finesse", OUTSIDE) is not None


async def test_a_locked_account_is_locked_for_a_password_that_was_right_before() -> None:
    accounts = Accounts(small_cluster())
    assert await accounts.check("agent1", "finesse") is not None
    await guess(accounts, "agent1", OUTSIDE)
    assert await accounts.check("agent1", "finesse") is None


async def test_wrong_passwords_at_once_lock_before_a_right_one_among_them_is_found() -> None:
    accounts = Accounts(small_cluster())
    secrets = [*(f"guess{number}" for number in range(20)), "finesse"]
    found = await asyncio.gather(*(accounts.check("agent1", secret) for secret in secrets))
    assert found == [None] * 21


async def test_a_new_password_ends_the_lock() -> None:
    cluster = small_cluster()
    accounts = Accounts(cluster)
    await guess(accounts, "agent1", OUTSIDE)
    cluster.end_users["agent1"].password = passwords.hashed("changed")
    assert await accounts.check("agent1", "changed") is not None


async def test_wrong_pins_lock_the_pin_alone() -> None:
    cluster = small_cluster()
    accounts = Accounts(cluster)
    cluster.end_users["agent1"].pin = passwords.hashed("4711")
    for _ in range(5):
        assert (await accounts.judge_pin("agent1", "0000")).user is None
    assert (await accounts.judge_pin("agent1", "4711")).locked
    assert await accounts.check("agent1", "finesse") is not None


async def test_accounts_of_programs_are_locked_where_guesses_come_from_and_not_where_they_are_used() -> None:
    accounts = Accounts(small_cluster())
    assert await accounts.check("lab", "finesse", INSIDE) is not None
    for origin in (OUTSIDE, INSIDE, LOOPBACK):
        await guess(accounts, "lab", origin)
    assert await accounts.check("lab", "finesse", OUTSIDE) is None
    assert await accounts.check("lab", "finesse", INSIDE) is not None
    assert await accounts.check("lab", "finesse", LOOPBACK) is not None


@pytest.mark.parametrize("locks", [True, False])
async def test_whether_an_administrator_is_locked_on_loopback_is_a_setting(*, locks: bool) -> None:
    accounts = Accounts(small_cluster(), lock_administrators=locks)
    for origin in (OUTSIDE, LOOPBACK):
        await guess(accounts, "administrator", origin)
    assert (await accounts.check("administrator", "finesse", LOOPBACK) is None) is locks
    assert await accounts.check("administrator", "finesse", OUTSIDE) is None


@pytest.mark.parametrize("userid", ["agent1", "nobody", "locked", "lab", "without"])
async def test_every_refusal_costs_one_hash_whoever_is_asked_for(
    userid: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    users = [
        {"userid": name, "last_name": "A", "password": "finesse"} for name in ("agent1", "locked", "without")
    ]
    cluster = small_cluster(users=users)
    cluster.end_users["without"].password = ""
    accounts = Accounts(cluster)
    await accounts.check("agent1", "finesse")
    await guess(accounts, "locked", OUTSIDE)
    hashes, matches = 0, passwords.matches

    def counting(password: str, stored: str) -> bool:
        nonlocal hashes
        hashes += 1
        return matches(password, stored)

    monkeypatch.setattr(passwords, "matches", counting)
    for check in (accounts.check, accounts.judge, accounts.judge_pin):
        hashes = 0
        await check(userid, "wrong", OUTSIDE)
        assert hashes == 1


async def test_who_guesses_by_the_thousand_waits_for_himself() -> None:
    accounts = Accounts(small_cluster())
    guesses = [
        asyncio.create_task(accounts.check(f"nobody{number}", "guess", OUTSIDE)) for number in range(500)
    ]
    await asyncio.sleep(0)
    assert await accounts.check("agent1", "finesse", INSIDE) is not None
    assert sum(task.done() for task in guesses) < 50
    for task in guesses:
        task.cancel()
    await asyncio.wait(guesses)
