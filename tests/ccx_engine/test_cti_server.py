"""The CTI server with real sockets: who may open a session, and who hears what."""

from __future__ import annotations

import asyncio
import contextlib
from typing import Any

import pytest

from ccx_engine.cti import messages as cti
from ccx_engine.cti.enums import AgentState, AgentStateMask, CallMsgMask, ServiceMask, StatusCode
from ccx_engine.cti.masks import AGENT_STATES, CALL_EVENTS
from ccx_engine.cti_server import CtiServer
from ccx_engine.engine.engine import Engine
from ccx_engine.engine.model import Provider
from ccx_engine.jtapi import messages as jtapi
from ccx_engine.switchboard import Switchboard
from tests.ccx_engine.cti_client import AGENT, BRIDGE, connected
from tests.ccx_engine.cti_house import (
    House,
    beats,
    call_story,
    refusal,
)
from tests.ccx_engine.engine.world import LAB, SAMPLE
from vos.address import Address


async def test_a_bridge_client_gets_a_session(house: House) -> None:
    async with connected(house.address) as client:
        answer = await client.open()
        assert isinstance(answer, cti.OpenConf)
        assert (answer.services_granted, answer.ccx_online, answer.agent_state) == (BRIDGE, True, 9)


async def test_an_agents_client_is_told_its_agent(house: House) -> None:
    async with connected(house.address) as client:
        answer = await client.open("desk", AGENT, agent_id="agent1", agent_extension="1001")
        assert isinstance(answer, cti.OpenConf)
        assert (answer.agent_id, answer.agent_state) == ("agent1", AgentState.LOGOUT)


async def test_identifiers_that_contradict_each_other_are_refused(house: House) -> None:
    async with connected(house.address) as client:
        assert refusal(await client.open("desk", AGENT, agent_id="agent1", agent_extension="1002")) == 32
        assert refusal(await client.open("desk", AGENT, agent_id="nobody")) == StatusCode.INVALID_AGENT_DATA
        assert isinstance(await client.open("desk", AGENT, agent_id="agent1"), cti.OpenConf)


async def test_a_phone_belongs_to_one_client(house: House) -> None:
    async with connected(house.address) as first, connected(house.address) as second:
        await first.open("desk", AGENT, agent_id="agent1")
        assert refusal(await second.open("other desk", AGENT, agent_id="agent1")) == 10
        await beats(first)


async def test_the_same_client_opening_anew_ends_its_old_session(house: House) -> None:
    async with connected(house.address) as old, connected(house.address) as new:
        await old.open()
        assert isinstance(await new.open(), cti.OpenConf)
        (event,) = await old.closed()
        assert isinstance(event, cti.FailureEvent)
        assert event.status == StatusCode.NEW_SESSION_OPENED
        await beats(new)


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"version_number": 9}, StatusCode.INVALID_VERSION),
        ({"version_number": 19}, StatusCode.INVALID_VERSION),
        ({"idle_timeout": 19}, StatusCode.INVALID_TIMEOUT),
        ({"services": AGENT}, StatusCode.REQUIRED_DATA_MISSING),
        ({"services": AGENT | BRIDGE, "agent_id": "agent1"}, StatusCode.INVALID_FIELD),
        ({"services": AGENT, "agent_id": "nobody"}, StatusCode.INVALID_AGENT_DATA),
        (
            {"services": AGENT, "agent_extension": "1001", "agent_instrument": "1002"},
            StatusCode.INCONSISTENT_AGENT_DATA,
        ),
    ],
)
async def test_what_is_wrong_with_an_open_req_is_named_and_the_next_may_be_right(
    house: House, fields: dict[str, Any], status: StatusCode
) -> None:
    async with connected(house.address) as client:
        answer = await client.open("desk", **fields)
        assert isinstance(answer, cti.FailureConf)
        assert (answer.status, answer.invoke_id) == (status, 1)
        assert isinstance(await client.open("desk"), cti.OpenConf)


async def test_an_open_req_without_client_id_is_refused(house: House) -> None:
    async with connected(house.address) as client:
        request = cti.OpenReq(version_number=14, idle_timeout=60, services_requested=BRIDGE, client_id="x")
        fixed_part = client.codec.encode(request)[4 : 8 + 44]
        client.writer.write((44).to_bytes(4, "big") + fixed_part)
        assert refusal(await client.next()) == StatusCode.REQUIRED_DATA_MISSING


async def test_a_connection_has_one_session(house: House) -> None:
    async with connected(house.address) as client:
        client.send(cti.HeartbeatReq)
        assert refusal(await client.next()) == StatusCode.SESSION_NOT_OPEN
        await client.open()
        assert refusal(await client.open()) == StatusCode.SESSION_ALREADY_OPEN
        await beats(client)


async def test_a_standby_has_no_sessions(house: House) -> None:
    house.server.standby = lambda: True
    async with connected(house.address) as client:
        answer = await client.open()
        assert (refusal(answer), answer.text) == (92, "not master")  # type: ignore[attr-defined]


async def test_before_cucm_is_there_a_session_opens_off_line() -> None:
    loop = asyncio.get_running_loop()
    switchboard = Switchboard(Engine(SAMPLE, now=loop.time()), loop)
    switchboard.clients = server = CtiServer(switchboard)
    async with server.serving(Address("127.0.0.1", 0)) as address, connected(address) as client:
        answer = await client.open()
        assert isinstance(answer, cti.OpenConf)
        assert not answer.ccx_online
        client.send(cti.SetAgentStateReq, agent_state=0, agent_id="agent1", agent_instrument="1001")
        failure = await client.until(cti.ControlFailureConf)
        assert (failure.failure_code, failure.ccx_error_code) == (34, 88001)
    switchboard.stop()


async def test_bridge_clients_hear_of_all_agents_and_an_agents_own_client_of_him(house: House) -> None:
    async with (
        connected(house.address) as bridge,
        connected(house.address) as other_bridge,
        connected(house.address) as desk,
    ):
        await bridge.open()
        await other_bridge.open("finesse2")
        await desk.open("desk", AGENT, agent_id="agent2")
        await bridge.set_state("agent1", "1001", AgentState.LOGIN)
        event = await bridge.set_state("agent2", "1002", AgentState.LOGIN)
        assert (event.agent_state, event.event_reason_code) == (2, 32760)
        assert (await other_bridge.until(cti.AgentStateEvent)).agent_id == "agent1"
        assert (await other_bridge.until(cti.AgentStateEvent)).agent_id == "agent2"
        assert (await desk.until(cti.AgentStateEvent)).agent_id == "agent2"
        confirmations = [each for each in other_bridge.heard if isinstance(each, cti.SetAgentStateConf)]
        assert confirmations == []  # only its own


async def test_masks_decide_what_a_client_hears(house: House) -> None:
    async with connected(house.address) as all_of_it, connected(house.address) as picky:
        await all_of_it.open()
        await picky.open("picky", call_msg_mask=0, agent_state_mask=0x8)  # only Ready
        await all_of_it.set_state("agent1", "1001", AgentState.LOGIN)
        house.call("5551234", "6002")
        await all_of_it.until(cti.CallEstablishedEvent)
        await all_of_it.set_state("agent1", "1001", AgentState.READY)
        event = await picky.until(cti.AgentStateEvent)
        assert event.agent_state == AgentState.READY
        assert [type(each) for each in picky.heard] == [cti.OpenConf, cti.AgentStateEvent]


async def test_each_bit_of_the_call_mask_lets_its_event_through_and_no_other(house: House) -> None:
    """A client per bit; what each hears of a story is what the client with all bits heard of that kind."""
    async with contextlib.AsyncExitStack() as stack:
        everything = await stack.enter_async_context(connected(house.address))
        await everything.open()
        clients = {}
        for bit in CallMsgMask:
            clients[bit] = await stack.enter_async_context(connected(house.address))
            await clients[bit].open(bit.name or "", call_msg_mask=bit, agent_state_mask=0)
        await call_story(house, everything)
        await beats(everything)
        heard = {kind for each in everything.heard if (kind := type(each)) in CALL_EVENTS}
        assert len(heard) >= 13
        for bit, client in clients.items():
            await beats(client)
            events = [each for each in client.heard if not isinstance(each, cti.OpenConf | cti.HeartbeatConf)]
            assert events == [each for each in everything.heard if CALL_EVENTS.get(type(each)) == bit], bit


async def test_each_bit_of_the_agent_mask_lets_its_state_through_and_no_other(house: House) -> None:
    async with contextlib.AsyncExitStack() as stack:
        everything = await stack.enter_async_context(connected(house.address))
        await everything.open()
        clients = {}
        for bit in AgentStateMask:
            clients[bit] = await stack.enter_async_context(connected(house.address))
            await clients[bit].open(bit.name or "", call_msg_mask=0, agent_state_mask=bit)
        await call_story(house, everything)
        await everything.set_state("agent5", "1005", AgentState.LOGOUT)
        for bit, client in clients.items():
            await beats(client)
            states = [each.agent_state for each in client.heard if isinstance(each, cti.AgentStateEvent)]
            assert {AGENT_STATES[each] for each in states} <= {bit}
            told = [each for each in everything.heard if isinstance(each, cti.AgentStateEvent)]
            assert states == [each.agent_state for each in told if AGENT_STATES[each.agent_state] == bit]


async def test_an_agents_client_hears_nothing_of_another_agents_calls(
    house: House,
) -> None:
    async with connected(house.address) as bridge, connected(house.address) as desk:
        await bridge.open()
        await desk.open("desk", AGENT, agent_id="agent1")
        await call_story(house, bridge)  # agent5's
        await beats(desk)
        assert [type(each) for each in desk.heard] == [cti.OpenConf, cti.HeartbeatConf]


@pytest.mark.parametrize(
    ("services", "request_of", "fields", "answer"),
    [
        (0x10, cti.MakeCallReq, {"agent_instrument": "1001", "dialed_number": "1002"}, 12),
        (0x10, cti.SetCallDataReq, {"call_id": 1, "connection_device_id": "1001"}, 12),
        (0x10, cti.TeamConfigReq, {"config_param": 1}, 12),
        (0x10, cti.ConfigRequestKeyEvent, {}, 12),
        (0x14, cti.SetCallDataReq, {"call_id": 1, "connection_device_id": "1001"}, 12),
    ],
)
async def test_a_request_needs_its_service(
    house: House, services: int, request_of: type[cti.Message], fields: dict[str, Any], answer: int
) -> None:
    async with connected(house.address) as client:
        await client.open(services=services)
        client.send(request_of, **fields)
        refused = await client.next()
        assert isinstance(refused, cti.FailureConf | cti.FailureEvent)
        assert refused.status == answer


async def test_without_a_service_for_events_there_are_none(house: House) -> None:
    async with connected(house.address) as bridge, connected(house.address) as silent:
        await bridge.open()
        await silent.open("silent", ServiceMask.CLIENT_CONTROL)
        await call_story(house, bridge)
        await beats(silent)
        assert [type(each) for each in silent.heard] == [cti.OpenConf, cti.HeartbeatConf]


async def test_everybody_is_told_of_the_engines_status_and_of_agents_devices(house: House) -> None:
    async with connected(house.address) as bridge, connected(house.address) as desk:
        await bridge.open(agent_state_mask=0, call_msg_mask=0)
        await desk.open("desk", AGENT, agent_id="agent2", agent_state_mask=0, call_msg_mask=0)
        bridge.send(cti.SetAgentStateReq, agent_state=0, agent_id="agent1", agent_instrument="1001")
        await bridge.until(cti.SetAgentStateConf)
        phone = house.cucm.cluster.lines["1001"].devices[0].name
        for request, event_id in ((jtapi.UnplugPhone(phone), 10), (jtapi.PlugPhone(phone), 11)):
            house.link.deliver(house.cucm.ask(LAB, request, house.link.loop.time()))
            for client in (bridge, desk):
                event = await client.until(cti.SystemEvent)
                assert (event.system_event_id, event.event_device_id) == (event_id, "1001")
                assert (event.event_device_type, event.ccx_status) == (76, 0x400)
        house.switchboard.provider_lost(Provider.TELEPHONY)
        for client in (bridge, desk):
            event = await client.until(cti.SystemEvent)
            assert (event.system_event_id, event.ccx_status, event.event_device_type) == (4, 0x600, 0xFFFF)


async def test_every_version_gets_events_in_its_own_form(house: House) -> None:
    async with connected(house.address, 10) as old, connected(house.address, 18) as new:
        await old.open("old")
        await new.open("new")
        await old.set_state("agent1", "1001", AgentState.LOGIN)
        event = await new.until(cti.AgentStateEvent)
        assert (event.agent_id, event.agent_extension) == ("agent1", "1001")


async def test_a_call_is_heard_from_its_beginning_to_its_end(house: House) -> None:
    async with connected(house.address) as bridge:
        await bridge.open()
        await bridge.set_state("agent5", "1005", AgentState.LOGIN)
        await bridge.set_state("agent5", "1005", AgentState.READY)
        house.call("5551234", "6002")
        rings = await bridge.until(cti.CallDeliveredEvent, lambda event: event.alerting_device_id == "1005")
        bridge.send(cti.AnswerCallReq, call_id=rings.call_id, connection_device_id="1005")
        await bridge.until(cti.AnswerCallConf)
        await bridge.until(cti.RtpStartedEvent)
        bridge.send(cti.ClearConnectionReq, call_id=rings.call_id, connection_device_id="1005")
        ended = await bridge.until(cti.EndCallEvent)
        assert ended.call_id == rings.call_id
        assert (await bridge.until(cti.AgentStateEvent)).agent_state == AgentState.READY


async def test_a_session_in_which_nothing_comes_is_reset_and_one_that_beats_is_kept(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ccx_engine.cti.session.MIN_IDLE_TIMEOUT", 1)
    async with connected(house.address) as dead, connected(house.address) as alive:
        await dead.open("dead", idle_timeout=1)
        await alive.open("alive", idle_timeout=1)
        end = asyncio.create_task(dead.closed())
        while not end.done():
            await beats(alive)
            await asyncio.wait([end], timeout=0.2)
        assert [client.name for client in house.switchboard.engine.state.clients.values()] == ["alive"]
        await beats(alive)
