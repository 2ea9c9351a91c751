"""Calls that agents of the tests' node have, and what is asked of them."""

from __future__ import annotations

from ccx_engine.cti import messages as cti
from ccx_engine.cti.enums import AgentState, CallType
from tests.finesse.one_node import Node
from tests.finesse.realtime.contact_center import (
    AGENT,
    CALL,
    CONSULT,
    OUTSIDE,
    agent_state,
    begin,
    delivered,
    established,
    held,
    off_hook,
    parties,
)


async def ring(node: Node) -> None:
    """A queued call rings at agent1."""
    await node.sign_in("agent1")
    node.engine.tell(
        agent_state("agent1", AgentState.RESERVED),
        begin(CALL, CallType.CCX_IN, "6001", ani="9555", dnis="6001", dialed_number="6001"),
        delivered(CALL, "1001", AGENT, "9555", OUTSIDE, csq=1),
    )
    await node.desktops.hear(lambda one: one.event == "POST")


async def talk(node: Node) -> None:
    await ring(node)
    node.engine.tell(
        established(CALL, "1001", AGENT, "9555", OUTSIDE, csq=1), agent_state("agent1", AgentState.TALKING)
    )
    await node.desktops.hear_user("agent1", "TALKING")


async def consult(node: Node) -> None:
    await talk(node)
    node.engine.tell(
        held(CALL, "1001"),
        off_hook(CONSULT, "1001"),
        delivered(CONSULT, "1002", AGENT, "1001", AGENT),
        established(CONSULT, "1002", AGENT, "1001", AGENT),
    )
    await node.desktops.hear(lambda one: one.call == CONSULT and "<state>ACTIVE</state>" in one.data)


async def confer(node: Node, who: str, extension: str) -> None:
    """agent1 has joined a colleague, or his supervisor, with the caller."""
    await node.sign_in(who)
    await talk(node)
    node.engine.tell(
        cti.CallConferencedEvent(
            primary_call_id=CALL,
            secondary_call_id=CONSULT,
            primary_device_id="1001",
            secondary_device_id="1001",
            controller_device_id="1001",
            added_party_device_id=extension,
            connected_parties=parties(CALL, "9555", "1001", extension),
        )
    )
    await node.desktops.hear(lambda one: one.event == "POST" and f"User/{who}/" in one.source)


def action(name: str, more: str = "", target: str = "1001") -> str:
    return (
        f"<Dialog><targetMediaAddress>{target}</targetMediaAddress>"
        f"<requestedAction>{name}</requestedAction >{more}</Dialog>"
    )


def wraps_up(inner: str) -> str:
    """The body of UPDATE_CALL_DATA with what stands in mediaProperties."""
    return (
        "<Dialog><requestedAction>UPDATE_CALL_DATA</requestedAction>"
        f"<mediaProperties>{inner}</mediaProperties></Dialog>"
    )
