"""The session to whichever engine is master, and what this node says and answers meanwhile."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from lxml import etree

from ccx_engine.cti import messages as cti
from ccx_engine.cti.enums import (
    AgentState,
    AgentStateMask,
    CallType,
    CcxStatus,
    ConfigMsgMask,
    StatusCode,
    SystemEventId,
)
from finesse.cti_link import CtiLink
from finesse.realtime.notification import Notification
from tests.finesse.one_node import Node, a_node
from tests.finesse.realtime.contact_center import AGENT, CALL, OUTSIDE, begin, delivered
from tests.finesse.scripted_engine import ScriptedEngine


async def hear_status(node: Node, status: str) -> Notification:
    return await node.desktops.hear(
        lambda one: one.node.endswith("/SystemInfo") and f"<status>{status}</status>" in one.data
    )


async def test_the_session_is_a_bridges_and_asks_for_everything(node: Node) -> None:
    request = next(one for one in node.engine.heard if isinstance(one, cti.OpenReq))

    assert (request.version_number, request.services_requested) == (14, 0x40096)
    assert (request.call_msg_mask, request.agent_state_mask) == (0x7EFFF, AgentStateMask(0x3FFF))
    assert request.config_msg_mask == ConfigMsgMask(0xF)
    assert (request.client_id, request.agent_id) == ("Finesse localhost", None)


async def test_while_out_of_service_only_system_info_answers(node: Node) -> None:
    node.engine.master = False
    node.engine.drop()
    await hear_status(node, "OUT_OF_SERVICE")

    response = await node.ask("GET", "/User/agent1")
    assert response.status == 503
    assert [child.tag for child in etree.fromstring(await response.read())[0]] == [
        "ErrorType",
        "ErrorData",
        "ErrorMessage",
    ]
    info = await node.ask("GET", "/SystemInfo", user=None)
    assert info.status == 200
    document = etree.fromstring(await info.read())
    assert document.findtext("status") == "OUT_OF_SERVICE"
    assert document.findtext("lastCTIHeartbeatStatus") == "failure"
    assert document.findtext("statusReason") in ("CTI_DISCONNECTED", "CTI_NOT_MASTER")


async def test_a_lost_session_is_opened_again_and_everything_told_anew(node: Node) -> None:
    await node.sign_in("agent1")
    node.engine.drop()
    await hear_status(node, "OUT_OF_SERVICE")
    await node.until_in_service()

    order = [one.node.rpartition("/")[2] + " " + one.event for one in node.desktops.heard]
    assert order == ["SystemInfo PUT", "agent1 PUT", "Users PUT", "SystemInfo PUT"]
    assert (await node.get("/User/agent1")).findtext("state") == "NOT_READY"


async def test_a_call_that_ended_meanwhile_is_taken_out_of_the_list(node: Node) -> None:
    await node.sign_in("agent1")
    node.engine.tell(
        begin(CALL, CallType.CCX_IN, "6001", ani="9555"),
        delivered(CALL, "1001", AGENT, "9555", OUTSIDE, csq=1),
    )
    await node.desktops.hear(lambda one: one.event == "POST")
    node.engine.drop()
    await hear_status(node, "OUT_OF_SERVICE")
    await node.until_in_service()

    removed = await node.desktops.hear(lambda one: one.event == "DELETE")
    assert (removed.agent, removed.call) == ("agent1", CALL)
    assert node.desktops.heard[-1].node.endswith("/SystemInfo")


async def test_an_engine_that_goes_off_line_is_left(node: Node) -> None:
    node.engine.tell(
        cti.SystemEvent(
            ccx_status=CcxStatus.OUT_OF_SERVICE, ccx_time=0, system_event_id=SystemEventId.CCX_OFFLINE
        )
    )
    await hear_status(node, "OUT_OF_SERVICE")
    await node.until_in_service()
    assert node.engine.count(cti.OpenReq) == 2


async def test_a_phone_out_of_service_is_no_trouble_of_the_engine(node: Node) -> None:
    node.engine.tell(
        cti.SystemEvent(
            ccx_status=CcxStatus.IN_SERVICE,
            ccx_time=0,
            system_event_id=SystemEventId.INSTRUMENT_OUT_OF_SERVICE,
            event_device_id="1001",
        )
    )
    assert (await node.ask("GET", "/User/agent1")).status == 200
    assert node.engine.count(cti.OpenReq) == 1


async def test_an_engine_that_is_not_yet_on_line_is_waited_for(tmp_path: Path) -> None:
    engine = ScriptedEngine()
    engine.online = False

    async def bring_up() -> None:
        await engine.hears(cti.OpenReq)
        engine.tell(
            cti.SystemEvent(
                ccx_status=CcxStatus.IN_SERVICE, ccx_time=0, system_event_id=SystemEventId.CCX_ONLINE
            )
        )

    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(bring_up())
        async with a_node(tmp_path, engine) as node:
            assert engine.count(cti.OpenReq) == 1
            assert (await node.ask("GET", "/User/agent1")).status == 200


async def test_the_master_is_found_among_the_engines(tmp_path: Path) -> None:
    """One address is dead, one engine is standby; the third is master, and later another is."""
    standby, master = ScriptedEngine(), ScriptedEngine()
    standby.master = False
    async with standby.serving() as first, master.serving() as second:
        dead = first._replace(port=1)
        async with a_node(tmp_path, master) as node:
            link = CtiLink(node.switchboard, (dead, first, second), node.switchboard.settings.seconds)
            async with asyncio.TaskGroup() as tasks:
                master.drop()
                await hear_status(node, "OUT_OF_SERVICE")
                node.desktops.heard.clear()
                running = tasks.create_task(link.run())
                await standby.hears(cti.OpenReq)
                await node.until_in_service()
                running.cancel()


async def test_a_standby_is_named_as_the_reason(tmp_path: Path) -> None:
    engine = ScriptedEngine()
    async with a_node(tmp_path, engine) as node:
        engine.heard.clear()
        engine.master = False
        engine.drop()
        await engine.hears(cti.OpenReq)
        await engine.hears(cti.OpenReq, lambda one: one is not engine.heard[0])
        assert node.switchboard.node.service.reason == "CTI_NOT_MASTER"


async def test_the_configuration_is_read_again_when_cti_says_so(node: Node) -> None:
    before = node.engine.count(cti.ConfigRequestKeyEvent)
    node.engine.tell(cti.FailureEvent(status=StatusCode.AUTO_CONFIG_RESET))
    await node.engine.hears(
        cti.ConfigRequestKeyEvent, lambda one: node.engine.count(cti.ConfigRequestKeyEvent) > before
    )
    assert (await node.ask("GET", "/User/agent1")).status == 200


async def test_a_request_that_cti_does_not_answer_times_out_by_an_event(tmp_path: Path) -> None:
    engine = ScriptedEngine()
    async with a_node(tmp_path, engine) as node:
        await node.sign_in("agent1")
        engine.silent.add(cti.SetAgentStateReq)
        await node.command("PUT", "/User/agent1", "<User><state>READY</state></User>")
        update = await node.desktops.hear_error()
        assert update.findtext(".//errorMessage") == "CF_REQUEST_TIMEOUT_REJECTION"


async def test_heartbeats_are_told_in_system_info(node: Node) -> None:
    before = int((await node.get("/SystemInfo")).findtext("lastSuccessCTIHeartbeatTime") or 0)
    async with asyncio.timeout(30):
        while int((await node.get("/SystemInfo")).findtext("lastSuccessCTIHeartbeatTime") or 0) == before:
            await node.engine.hears(cti.OpenReq)


@pytest.mark.parametrize("again", [False, True])
async def test_a_desktop_that_vanishes_is_signed_out_unless_it_comes_back(node: Node, again: bool) -> None:
    await node.sign_in("agent1", "agent2")
    switchboard = node.switchboard
    for agent in ("agent1", "agent2"):
        switchboard.present(agent, "desktop", available=True)
    switchboard.present("agent1", "desktop", available=False)
    if again:
        switchboard.present("agent1", "desktop", available=True)
        switchboard.present("agent2", "desktop", available=False)
    gone = "agent2" if again else "agent1"
    request = await node.engine.hears(cti.SetAgentStateReq)

    assert (request.agent_id, request.agent_state) == (gone, AgentState.LOGOUT)
    assert (request.event_reason_code, request.forced_flag) == (255, 1)
    await node.desktops.hear_user(gone, "LOGOUT")


async def test_a_lost_notification_service_takes_this_node_out_of_service(node: Node) -> None:
    await node.sign_in("agent1")
    node.switchboard.notifier_down()
    info = await node.get("/SystemInfo")
    assert (info.findtext("status"), info.findtext("statusReason")) == (
        "OUT_OF_SERVICE",
        "NOTIFICATION_SERVICE_DOWN",
    )
    node.desktops.heard.clear()
    node.switchboard.notifier_up()
    assert [one.node.rpartition("/")[2] for one in node.desktops.heard] == ["agent1", "Users", "SystemInfo"]
