"""Passwords that are guessed: at every door the same account, the same count, the same lock.

# source: Finesse Administration Guide, account lockout
"""

from __future__ import annotations

import asyncio
import logging

import aiohttp
import pytest

from ccx_engine.cucm.credentials import passwords
from ccx_engine.jtapi.messages import OpenProvider, Refused
from ccx_engine.jtapi.model import CtiError
from lab.testing.running_lab import RunningLab
from tests.ccx_engine.cucm.link import linked
from tests.notification.wire import auth, connected

ENVELOPE = (
    '<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/" '
    'xmlns:ns="http://www.cisco.com/AXL/API/12.5"><e:Body><ns:getCCMVersion/></e:Body></e:Envelope>'
)


class Doors:
    """Every door that takes a user's password; each says whether it let them in."""

    def __init__(self, lab: RunningLab) -> None:
        self.lab = lab

    async def rest(self, user: str, password: str) -> bool:
        url = f"{self.lab.base}/finesse/api/User/{user}"
        async with self.lab.session.get(url, auth=aiohttp.BasicAuth(user, password)) as answer:
            assert answer.status in (200, 401, 404)
            return answer.status != 401

    async def axl(self, user: str, password: str) -> bool:
        url = f"https://{self.lab.address('cucm', 'axl')}/axl/"
        basic = aiohttp.BasicAuth(user, password)
        headers = {"Content-Type": "text/xml"}
        async with self.lab.session.post(url, data=ENVELOPE, auth=basic, headers=headers) as answer:
            assert answer.status in (200, 401, 403)  # 403: the password is right, but not an administrator's
            return answer.status != 401

    async def xmpp(self, user: str, password: str) -> bool:
        async with connected(self.lab.address("notification", "c2s_tls"), self.lab.home / "certs") as wire:
            wire.write(
                f"<stream:stream to='{self.lab.host}' version='1.0' xmlns='jabber:client' "
                "xmlns:stream='http://etherx.jabber.org/streams'>"
            )
            await wire.until("</stream:features>")
            wire.write(auth(user, password))
            return "<success" in await wire.until(">")

    async def jtapi(self, user: str, password: str) -> bool:
        async with linked(self.lab.address("cucm", "jtapi")) as link:
            answer = await link.ask(OpenProvider(user, password, request_id=1))
            return not (isinstance(answer, Refused) and answer.error == CtiError.DIRECTORY_LOGIN_FAILED)


EACH = ["rest", "axl", "xmpp", "jtapi"]


async def test_five_wrong_passwords_at_any_doors_are_one_lock_at_every_door(
    lab_in_loop: RunningLab, caplog: pytest.LogCaptureFixture
) -> None:
    doors = Doors(lab_in_loop)
    caplog.set_level(logging.WARNING)
    for door in EACH:
        assert await getattr(doors, door)("agent1", "finesse")
    for number, door in enumerate(["rest", "xmpp", "axl", "jtapi", "rest"]):
        assert not await getattr(doors, door)("agent1", f"wrong{number}")
    for door in ("axl", "jtapi", "rest"):
        assert not await getattr(doors, door)("agent1", "finesse")
    assert await doors.rest("agent2", "finesse")
    told = [text for record in caplog.records if "is locked after" in (text := record.getMessage())]
    assert len(told) == 1
    assert told[0].startswith("agent1 is locked after 5 wrong passwords, the last from 127.0.0.1 ")


@pytest.mark.parametrize("door", EACH)
async def test_each_refusal_costs_one_hash_at_every_door_whoever_is_asked_for(
    lab_in_loop: RunningLab, monkeypatch: pytest.MonkeyPatch, door: str
) -> None:
    """The name of nobody, of a user, and of one who is locked."""
    knock = getattr(Doors(lab_in_loop), door)
    for _ in range(5):
        assert not await knock("agent2", "wrong")
    hashes: list[str] = []
    matches = passwords.matches

    def counting(password: str, stored: str) -> bool:
        hashes.append(password)
        return matches(password, stored)

    monkeypatch.setattr(passwords, "matches", counting)
    for user in ("nobody", "agent1", "agent2"):
        hashes.clear()
        assert not await knock(user, f"wrong {user}")
        assert [each for each in hashes if each.startswith("wrong")] == [f"wrong {user}"]


async def test_strangers_cannot_lock_the_services_out_that_sign_in_with_accounts_of_their_own(
    lab_in_loop: RunningLab,
) -> None:
    doors = Doors(lab_in_loop)
    for account in ("ccx_axl", "ccx_1", "ccx_rmcm"):
        for number in range(6):
            assert not await doors.axl(account, f"wrong{number}")
            assert not await doors.jtapi(account, f"wrong{number}")
    for number in range(6):
        assert not await doors.xmpp("finesse", f"wrong{number}")
    assert await doors.rest("agent1", "finesse")
    assert await doors.axl("ccx_axl", "finesse")
    assert await doors.jtapi("ccx_1", "finesse")
    assert await doors.xmpp("finesse", "finesse")


async def test_an_honest_agent_signs_in_while_passwords_are_guessed(lab_in_loop: RunningLab) -> None:
    """Of one account, and of names that are nobody's; at REST and at AXL."""
    doors = Doors(lab_in_loop)
    over = asyncio.Event()

    async def guess(number: int) -> None:
        tries = 0
        while not over.is_set():
            tries += 1
            user = "agent1" if number % 2 else f"nobody{number}x{tries}"
            await (doors.rest if number % 4 < 2 else doors.axl)(user, f"guess{number}x{tries}")

    async with asyncio.TaskGroup() as group:
        for number in range(20):
            group.create_task(guess(number))
        for agent in ("agent2", "agent3", "agent4"):
            async with asyncio.timeout(30):
                assert await doors.rest(agent, "finesse")
                assert await doors.xmpp(agent, "finesse")
        over.set()
