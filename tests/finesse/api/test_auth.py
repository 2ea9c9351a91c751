from __future__ import annotations

import asyncio
import base64

import pytest

from finesse.api import auth
from finesse.api.auth import Authentication, Verdict
from finesse.api.caller import Caller
from finesse.api.errors import AuthorizationFailure, ServiceUnavailable
from tests.finesse.realtime.contact_center import ContactCenter
from vos.lockout import Lockout


class Cucm:
    """Knows passwords, counts questions, locks accounts, and can be slow."""

    def __init__(self) -> None:
        self.passwords = {"agent1": "secret", "supervisor1": "secret", "administrator": "admin"}
        self.asked: list[str] = []
        self.lockout = Lockout(clock=lambda: self.now)
        self.answering = asyncio.Event()
        self.answering.set()
        self.now = 0.0
        self.authentication = Authentication(
            ContactCenter().state, "administrator", self.check, lambda: self.now, remembered_for=30.0
        )

    async def check(self, name: str, password: str) -> Verdict:
        self.asked.append(name)
        await self.answering.wait()
        if self.lockout.refuses(name, "here"):
            return Verdict.LOCKED
        if self.passwords.get(name) == password:
            self.lockout.right(name)
            return Verdict.RIGHT
        self.lockout.wrong(name, "here")
        return Verdict.WRONG

    async def sign_in(self, name: str, password: str) -> Caller:
        return await self.authentication.caller(basic(name, password), "192.0.2.7")


def basic(name: str, password: str, encoding: str = "utf-8") -> str:
    return "Basic " + base64.b64encode(f"{name}:{password}".encode(encoding)).decode()


async def test_a_user_is_known_by_login_name_in_any_case() -> None:
    caller = await Cucm().sign_in("AGENT1", "secret")

    assert caller.user is not None
    assert (caller.name, caller.user.login_id, caller.administrator) == ("agent1", "agent1", False)
    assert "secret" not in repr(caller)


async def test_the_administrator_is_no_user() -> None:
    caller = await Cucm().sign_in("Administrator", "admin")

    assert (caller.name, caller.user, caller.administrator) == ("administrator", None, True)


@pytest.mark.parametrize(
    "header",
    [
        None,
        "",
        "Basic",
        "Basic !!!",
        "Basic " + base64.b64encode(b"agent1").decode(),
        "Basic " + base64.b64encode(b":secret").decode(),
        "Basic " + base64.b64encode(b"agent1:").decode(),
        "Bearer abc",
        basic("stranger", "secret"),
        basic("agent1", "wrong"),
        basic("agent1", "sec\x00ret"),
        basic("agent1", "secret\n"),
        basic("agent1", "\uffff"),
    ],
)
async def test_anything_else_is_nobody(header: str | None) -> None:
    with pytest.raises(AuthorizationFailure):
        await Cucm().authentication.caller(header, "192.0.2.7")


async def test_a_name_that_is_nobodys_is_asked_for_as_often_as_one_that_is() -> None:
    cucm = Cucm()
    cucm.passwords["Stranger"] = "secret"
    for name in ("agent1", "stranger"):
        with pytest.raises(AuthorizationFailure):
            await cucm.sign_in(name, "wrong")
    with pytest.raises(AuthorizationFailure):
        await cucm.sign_in("stranger", "secret")  # whom Unified CM knows is no user of Finesse yet
    assert cucm.asked == ["agent1", "stranger", "stranger"]


async def test_a_right_password_is_remembered_for_a_while() -> None:
    cucm = Cucm()
    await cucm.sign_in("agent1", "secret")
    cucm.now = 29.9
    await cucm.sign_in("agent1", "secret")
    assert cucm.asked == ["agent1"]
    cucm.now = 30.0
    await cucm.sign_in("agent1", "secret")
    assert cucm.asked == ["agent1", "agent1"]


async def test_many_requests_at_once_cause_one_question() -> None:
    cucm = Cucm()
    cucm.answering.clear()
    requests = [asyncio.ensure_future(cucm.sign_in("agent1", "secret")) for _ in range(10)]
    await asyncio.sleep(0)
    cucm.answering.set()
    await asyncio.gather(*requests)

    assert cucm.asked == ["agent1"]


async def test_a_changed_password_is_forgotten_once_the_new_one_is_used() -> None:
    cucm = Cucm()
    await cucm.sign_in("agent1", "secret")
    cucm.passwords["agent1"] = "new"
    await cucm.sign_in("agent1", "new")
    with pytest.raises(AuthorizationFailure):
        await cucm.sign_in("agent1", "secret")


async def test_a_changed_password_is_forgotten_after_a_while_in_any_case() -> None:
    cucm = Cucm()
    await cucm.sign_in("agent1", "secret")
    cucm.passwords["agent1"] = "new"
    cucm.now = 30.0
    with pytest.raises(AuthorizationFailure):
        await cucm.sign_in("agent1", "secret")


async def fail(cucm: Cucm, times: int, password: str = "wrong") -> None:
    for _ in range(times):
        with pytest.raises(AuthorizationFailure):
            await cucm.sign_in("agent1", password)


async def test_an_account_that_unified_cm_has_locked_is_locked_here_for_who_is_remembered_too() -> None:
    cucm = Cucm()
    await cucm.sign_in("agent1", "secret")
    await fail(cucm, 5)
    await fail(cucm, 1, "secret")
    await cucm.sign_in("administrator", "admin")  # nobody else is concerned


async def test_every_try_on_a_locked_account_reaches_unified_cm_which_begins_the_time_anew() -> None:
    cucm = Cucm()
    await fail(cucm, 5)
    cucm.now = 200.0
    await fail(cucm, 1, "secret")
    cucm.now = 400.0
    await fail(cucm, 1, "secret")
    assert len(cucm.asked) == 7
    cucm.now = 700.1
    await cucm.sign_in("agent1", "secret")


async def test_where_a_try_on_a_locked_account_comes_from_is_in_the_log_once_a_minute(
    caplog: pytest.LogCaptureFixture,
) -> None:
    def told() -> list[str]:
        return [record.getMessage() for record in caplog.records if record.name.startswith("finesse")]

    cucm = Cucm()
    await fail(cucm, 9)
    line = "agent1 is locked, says Unified CM; the last try here came from 192.0.2.7"
    assert told() == [line]
    cucm.now = 60.0
    await fail(cucm, 2)
    assert told() == [line] * 2


async def test_a_right_password_makes_the_wrong_ones_before_it_forgotten() -> None:
    cucm = Cucm()
    await fail(cucm, 4)
    await cucm.sign_in("agent1", "secret")
    await fail(cucm, 4)
    await cucm.sign_in("agent1", "secret")


async def test_wrong_passwords_with_right_ones_between_them_are_not_in_a_row() -> None:
    cucm = Cucm()
    await cucm.sign_in("agent1", "secret")
    for _ in range(6):
        await fail(cucm, 1)
        await cucm.sign_in("agent1", "secret")


async def test_wrong_passwords_at_once_count_like_those_in_a_row() -> None:
    cucm = Cucm()
    results = await asyncio.gather(
        *(cucm.sign_in("agent1", f"wrong{number}") for number in range(20)), return_exceptions=True
    )
    assert all(isinstance(result, AuthorizationFailure) for result in results)
    await fail(cucm, 1, "secret")


async def test_who_guesses_by_the_thousand_waits_for_himself() -> None:
    """Of those who wait the oldest of the fullest address are told to try later; others come next."""
    cucm = Cucm()
    cucm.answering.clear()
    guesses = [
        asyncio.create_task(cucm.authentication.caller(basic(f"nobody{number}", "guess"), "198.51.100.1"))
        for number in range(auth.QUESTIONS_AT_ONCE + auth.QUESTIONS_WAITING + 50)
    ]
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    honest = asyncio.create_task(cucm.sign_in("agent1", "secret"))
    await asyncio.sleep(0)
    cucm.answering.set()
    assert (await honest).name == "agent1"
    assert len(cucm.asked) < 10 * auth.QUESTIONS_AT_ONCE
    results = await asyncio.gather(*guesses, return_exceptions=True)
    assert sum(isinstance(result, ServiceUnavailable) for result in results) == 51


async def test_a_name_may_be_written_in_latin_1() -> None:
    with pytest.raises(AuthorizationFailure) as refused:
        await Cucm().authentication.caller(basic("andré", "x", "latin-1"), "192.0.2.7")
    assert refused.value.error_data == "andré"
