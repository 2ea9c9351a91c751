"""Password checks of the cluster's users."""

from __future__ import annotations

import asyncio

import pytest

from ccx_engine.cucm import accounts as accounts_module
from ccx_engine.cucm import passwords
from ccx_engine.cucm.accounts import Accounts
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
    assert await accounts.check_pin("AGENT1", "4711") is cluster.end_users["agent1"]
    for userid, pin in (("agent1", "finesse"), ("agent2", ""), ("lab", "finesse"), ("nobody", "4711")):
        assert await accounts.check_pin(userid, pin) is None
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
