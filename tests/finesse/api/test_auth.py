from __future__ import annotations

import asyncio
import base64
import re
from datetime import UTC, datetime, timedelta

import pytest

from finesse.api import auth
from finesse.api.auth import Authentication, Caller
from finesse.api.errors import (
    AuthorizationFailure,
    InvalidAuthorizationUser,
    InvalidSupervisor,
    UserNotFound,
)
from finesse.model.user import User
from tests.finesse.realtime.contact_center import ContactCenter


class Cucm:
    """Knows passwords, counts questions, and can be slow."""

    def __init__(self) -> None:
        self.passwords = {"agent1": "secret", "supervisor1": "secret", "administrator": "admin"}
        self.asked: list[str] = []
        self.answering = asyncio.Event()
        self.answering.set()
        self.now = 0.0
        self.authentication = Authentication(
            ContactCenter().state,
            "administrator",
            self.check,
            lambda: self.now,
            remembered_for=30.0,
            locked_for=300.0,
        )

    async def check(self, name: str, password: str) -> bool:
        self.asked.append(name)
        await self.answering.wait()
        return self.passwords[name] == password

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


async def test_a_stranger_costs_cucm_no_question() -> None:
    cucm = Cucm()
    with pytest.raises(AuthorizationFailure):
        await cucm.sign_in("stranger", "secret")
    assert cucm.asked == []


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


async def test_five_wrong_passwords_in_a_row_lock_the_account_for_five_minutes() -> None:
    cucm = Cucm()
    await fail(cucm, 5)
    assert len(cucm.asked) == 5
    await fail(cucm, 1, "secret")
    assert len(cucm.asked) == 5
    await cucm.sign_in("administrator", "admin")  # nobody else is concerned

    cucm.now = 300.1
    await cucm.sign_in("agent1", "secret")


async def test_who_is_locked_from_where_and_until_when_is_in_the_log_once(
    caplog: pytest.LogCaptureFixture,
) -> None:
    cucm = Cucm()
    before = datetime.now(UTC).replace(microsecond=0)
    await fail(cucm, 4)
    assert caplog.records == []
    await fail(cucm, 3)
    (record,) = caplog.records
    assert record.levelname == "WARNING"
    said = re.fullmatch(
        r"agent1 is locked after 5 wrong passwords, the last from 192\.0\.2\.7, until (.+Z);"
        r" each further try begins the 300 s anew",
        record.getMessage(),
    )
    assert said is not None, record.getMessage()
    lasts = datetime.fromisoformat(said[1]) - before
    assert timedelta(seconds=300) <= lasts <= timedelta(seconds=330)


async def test_each_try_on_a_locked_account_begins_the_time_anew() -> None:
    cucm = Cucm()
    await fail(cucm, 5)
    cucm.now = 200.0
    await fail(cucm, 1, "secret")
    cucm.now = 400.0
    await fail(cucm, 1, "secret")
    cucm.now = 700.1
    await cucm.sign_in("agent1", "secret")


async def test_a_locked_account_is_locked_for_who_is_remembered_too() -> None:
    cucm = Cucm()
    await cucm.sign_in("agent1", "secret")
    await fail(cucm, 5)
    await fail(cucm, 1, "secret")


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
    assert len(cucm.asked) == 5


async def test_a_name_may_be_written_in_latin_1() -> None:
    with pytest.raises(AuthorizationFailure) as refused:
        await Cucm().authentication.caller(basic("andré", "x", "latin-1"), "192.0.2.7")
    assert refused.value.error_data == "andré"


CENTER = ContactCenter()
AGENT1, AGENT2, SUPERVISOR = list(CENTER.state.users)
STRANGER = User("stranger", supervisor=True)


def caller(user: User | None) -> Caller:
    return Caller("administrator" if user is None else user.login_id, user, "x")


def test_what_is_the_users_own_is_nobody_elses() -> None:
    auth.himself(caller(AGENT1), AGENT1, "agent1")
    for other in (AGENT2, SUPERVISOR, None):
        with pytest.raises(InvalidAuthorizationUser) as refused:
            auth.himself(caller(other), AGENT1, "agent1")
        assert refused.value.error_data == "agent1"


def test_the_administrator_and_supervisors_of_the_team_may_read() -> None:
    for reader in (AGENT1, SUPERVISOR, None):
        auth.reader(caller(reader), AGENT1, "agent1")
    for other in (AGENT2, STRANGER):
        with pytest.raises(InvalidAuthorizationUser):
            auth.reader(caller(other), AGENT1, "agent1")


def test_the_user_and_supervisors_of_the_team_may_change_his_state() -> None:
    assert auth.commander(caller(AGENT1), AGENT1, "agent1") is False
    assert auth.commander(caller(SUPERVISOR), AGENT1, "agent1") is True
    with pytest.raises(InvalidSupervisor):
        auth.commander(caller(STRANGER), AGENT1, "agent1")
    for other in (AGENT2, None):
        with pytest.raises(InvalidAuthorizationUser):
            auth.commander(caller(other), AGENT1, "agent1")


def test_configuration_is_the_administrators() -> None:
    auth.only_administrator(caller(None))
    with pytest.raises(AuthorizationFailure):
        auth.only_administrator(caller(SUPERVISOR))


def test_a_path_names_a_user_in_any_case_or_nobody() -> None:
    assert auth.found(CENTER.state, "Agent1") is AGENT1
    with pytest.raises(UserNotFound) as refused:
        auth.found(CENTER.state, "nobody")
    assert (refused.value.error_message, refused.value.error_data) == ("UNKNOWN_USER", "nobody")
