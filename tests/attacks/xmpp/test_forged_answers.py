"""Who answers what he was not asked, or says who he is not, costs nobody a connection."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from typing import Any

import pytest
from slixmpp import JID

from lab.testing.feed import Feed, dialog_is
from lab.testing.running_lab import RunningLab
from vos.centre import SAMPLE, read

FINESSE = "finesse@localhost/webservices"
CONDITION = "<error type='cancel'><forbidden xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>"
AT_ONCE = 30


@contextlib.asynccontextmanager
async def forging(attacker: Feed, lines: list[str]) -> AsyncIterator[None]:
    """While inside, these stanzas are sent again and again, as fast as the others let us."""

    async def forge() -> None:
        while True:
            for line in lines:
                attacker.client.send_raw(line)
            await asyncio.sleep(0)

    task = asyncio.create_task(forge())
    try:
        yield
    finally:
        task.cancel()


async def finesse_loses_its_connection(lab: RunningLab) -> None:
    """Somebody signs in by its address, and leaves: it must come again (RFC 6120 section 7.7.2.2)."""
    table = read(SAMPLE, "notification")
    where = lab.address("notification", "c2s_tls")
    other = Feed("finesse", table.get("service_password", str), lab.host, where, lab.ca)
    other.client.requested_jid = JID(FINESSE)
    async with other.listening():
        await out_of_service(lab)


async def out_of_service(lab: RunningLab) -> None:
    async with asyncio.timeout(lab.patience):
        while (await lab.rest("agent2").get("/SystemInfo")).findtext("status") == "IN_SERVICE":
            await asyncio.sleep(0)


async def in_service(lab: RunningLab) -> None:
    async with asyncio.timeout(lab.patience):
        while (await lab.rest("agent2").get("/SystemInfo")).findtext("status") != "IN_SERVICE":
            await asyncio.sleep(0)


async def an_honest_agent_works(lab: RunningLab) -> None:
    async with lab.agent("agent2") as ben:
        await ben.sign_in()
        await ben.go_ready()
        call = await lab.call("5551234", "6001")
        update = await ben.feed.until(dialog_is("POST", "ALERTING"), "a call")
        assert update.text("data/dialogs/Dialog/id") == call
        await ben.act(call, "ANSWER")
        await ben.feed.until(dialog_is("PUT", "ACTIVE"), "the call answered")


async def test_forged_answers_do_not_keep_finesse_out_of_service(lab_in_loop: RunningLab) -> None:
    """Source: RFC 6120 section 8.1.2.1, an answer is its who was asked."""
    lab = lab_in_loop
    forged = [
        f"<iq type='{kind}' id='{letter}{number}' to='{FINESSE}'>{CONDITION if kind == 'error' else ''}</iq>"
        for kind in ("error", "result")
        for letter in ("a", "p", "")
        for number in range(1, AT_ONCE)
    ]
    async with lab.feed("agent1").listening() as attacker, forging(attacker, forged):
        await finesse_loses_its_connection(lab)
        await in_service(lab)
        await an_honest_agent_works(lab)


@pytest.mark.parametrize(
    "stanza",
    [
        f"<message to='{FINESSE}' id='no'><body>hello</body></message>",
        "<message to='finesse@localhost' id='no'><body>hello</body></message>",
        f"<iq type='get' to='{FINESSE}' id='no'><query xmlns='urn:x'/></iq>",
        f"<presence to='{FINESSE}' id='no'/>",
        f"<presence to='{FINESSE}' id='no' type='unavailable'/>",
    ],
)
async def test_nobody_writes_to_finesse(lab_in_loop: RunningLab, stanza: str) -> None:
    lab = lab_in_loop
    async with lab.feed("agent1").listening() as attacker:
        refused: asyncio.Future[Any] = asyncio.get_running_loop().create_future()

        def heard(received: Any) -> None:
            if received.xml.get("id") == "no" and not refused.done():
                refused.set_result(received.xml)

        for event in ("message_error", "presence_error"):
            attacker.client.add_event_handler(event, heard)
        attacker.client.add_filter("in", lambda each: (heard(each), each)[1])
        attacker.client.send_raw(stanza)
        async with asyncio.timeout(lab.patience):
            error = await refused
        assert error.get("type") == "error"
        assert error.find(".//{urn:ietf:params:xml:ns:xmpp-stanzas}service-unavailable") is not None
        await an_honest_agent_works(lab)


async def test_an_agents_message_is_no_event_to_a_colleague(lab_in_loop: RunningLab) -> None:
    """A notification is the pubsub service's, whoever else pretends to bring one."""
    lab = lab_in_loop
    node = "/finesse/api/User/agent2"
    async with lab.agent("agent2") as ben, lab.feed("agent1").listening() as attacker:
        document = "&lt;Update&gt;&lt;data&gt;&lt;user/&gt;&lt;/data&gt;&lt;/Update&gt;"
        attacker.client.send_raw(
            "<message to='agent2@localhost'><event xmlns='http://jabber.org/protocol/pubsub#event'>"
            f"<items node='{node}'><item id='x'><notification xmlns='http://jabber.org/protocol/pubsub'>"
            f"{document}</notification></item></items></event></message>"
        )
        await attacker.client.get_roster()  # all that was sent before has been delivered
        await ben.sign_in()
        assert all(update.text("data/user/state") for update in ben.feed.heard(lambda _: True))
