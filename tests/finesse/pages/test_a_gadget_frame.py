"""finesse.js as it is served, in a frame that has nothing but the gadgets' API, before this very server."""

from __future__ import annotations

import asyncio
import json
from asyncio.subprocess import PIPE, Process, create_subprocess_exec
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from ccx_engine.cti import messages as cti
from ccx_engine.cti.enums import AgentState, CallType
from finesse.realtime.notification import Notification
from tests.finesse.api.created import stock
from tests.finesse.one_node import Node
from tests.finesse.realtime.contact_center import (
    AGENT,
    CALL,
    OUTSIDE,
    agent_state,
    begin,
    delivered,
    established,
)
from tests.gadgets.conftest import node as node_js

__all__ = ["node_js"]
PATIENCE = 20.0  # seconds for a program of Node's to start under load, and for an answer


class Frame:
    """The gadget's frame, another process."""

    def __init__(self, process: Process) -> None:
        self._process = process
        self.said: list[list[Any]] = []

    async def hears(self, *notifications: Notification) -> None:
        """Publish what the server has told, each on its node's topic."""
        await self._write(*({"node": one.node, "document": one.document()} for one in notifications))

    async def does(self, step: str) -> None:
        await self._write({"step": step})

    async def says(self, *beginning: object) -> list[Any]:
        """What follows in the first line that begins so, waited for."""
        assert self._process.stdout is not None
        seen = 0
        async with asyncio.timeout(PATIENCE):
            while True:
                for words in self.said[seen:]:
                    if words[: len(beginning)] == list(beginning):
                        self.said.remove(words)
                        return words[len(beginning) :]
                seen = len(self.said)
                line = await self._process.stdout.readline()
                assert line, f"the frame has ended; it said {self.said}"
                self.said.append(json.loads(line))

    async def _write(self, *lines: dict[str, str]) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write("".join(f"{json.dumps(line)}\n" for line in lines).encode())
        await self._process.stdin.drain()


@pytest.fixture
async def frame(node: Node, node_js: Path) -> AsyncIterator[Frame]:
    await stock(node)
    await node.sign_in("agent1")
    program = Path(__file__).with_name("gadget_frame.mjs")
    process = await create_subprocess_exec(
        node_js, program, str(node.client.make_url("/"))[:-1], "agent1", stdin=PIPE, stdout=PIPE
    )
    yield Frame(process)
    assert process.stdin is not None
    process.stdin.close()
    async with asyncio.timeout(PATIENCE):
        assert await process.wait() == 0


async def test_a_gadget_loads_the_user_and_all_that_he_may_choose_from(node: Node, frame: Frame) -> None:
    assert await frame.says("load", "User") == ["agent1", "1001", "NOT_READY", False]
    assert await frame.says("load", "Dialogs") == [[], 0]
    await frame.does("load")
    assert await frame.says("load", "MediaList") == [[], 0]
    assert await frame.says("load", "SystemInfo") == ["IN_SERVICE", "UCCX", True]
    assert await frame.says("load", "MediaPropertiesLayout") == ["callVariable1"]
    assert await frame.says("reasons", "NOT_READY") == [True]
    assert await frame.says("reasons", "LOGOUT") == [True]
    assert await frame.says("load", "TeamResource") == [True]
    name, members, count = await frame.says("load", "Team")
    assert (name, "agent1" in members, count) == ("Support", True, len(members))
    for what in ("WrapUpReasons", "PhoneBooks", "Workflows", "MediaPropertiesLayouts", "Queues"):
        ids, count = await frame.says("load", what)
        assert (what, count) == (what, len(ids))
    assert [words for words in frame.said if words[0] == "error"] == []


async def test_a_gadget_hears_of_a_call_and_asks_for_what_it_may_not(node: Node, frame: Frame) -> None:
    await frame.says("load", "Dialogs")
    node.engine.tell(
        agent_state("agent1", AgentState.RESERVED),
        begin(CALL, CallType.CCX_IN, "6001", ani="9555", dnis="6001", dialed_number="6001"),
        delivered(CALL, "1001", AGENT, "9555", OUTSIDE, csq=1),
    )
    await node.desktops.hear(lambda one: one.event == "POST")
    await frame.hears(*heard(node))
    number, state, caller, properties = await frame.says("collectionAdd")
    assert (number, state, caller) == (str(CALL), "ALERTING", "9555")
    assert properties == {"callVariable1": None, "DNIS": "1001", "queueName": "Support_CSQ"}

    node.engine.tell(
        established(CALL, "1001", AGENT, "9555", OUTSIDE, csq=1), agent_state("agent1", AgentState.TALKING)
    )
    await node.desktops.hear_user("agent1", "TALKING")
    await frame.hears(*heard(node))
    assert await frame.says("dialog", "ACTIVE") == ["ACTIVE"]
    assert await frame.says("change", "TALKING") == []

    await frame.does("update")
    assert await frame.says("asked") == [202]
    request = await node.engine.hears(cti.SetCallDataReq)
    assert request.call_variable_1 == "gold & <silver>"

    node.engine.refusals[cti.HoldCallReq] = 34
    await frame.does("hold")
    assert await frame.says("asked") == [202]
    await node.desktops.hear_error()
    await frame.hears(*heard(node))
    assert await frame.says("error", "HOLD") == [400, "Generic Error"]


def heard(node: Node) -> list[Notification]:
    """What has been published since it was asked last."""
    heard, node.desktops.heard = node.desktops.heard, []
    return heard
