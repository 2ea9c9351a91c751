"""Queues, devices, serviceability, the desktop's JSON and compressed logs."""

from __future__ import annotations

from pathlib import Path

import pytest

from finesse.model.queue import QUEUE, QUEUES
from finesse.realtime.state import Queue
from tests.finesse.one_node import Node

STATISTICS = (
    "<callsInQueue>-1</callsInQueue><startTimeOfLongestCallInQueue></startTimeOfLongestCallInQueue>"
    "<agentsReady>-1</agentsReady><agentsNotReady>-1</agentsNotReady><agentsBusyOther>-1</agentsBusyOther>"
    "<agentsLoggedOn>-1</agentsLoggedOn><agentsTalkingInbound>-1</agentsTalkingInbound>"
    "<agentsTalkingOutbound>-1</agentsTalkingOutbound><agentsTalkingInternal>-1</agentsTalkingInternal>"
    "<agentsWrapUpNotReady>-1</agentsWrapUpNotReady><agentsWrapUpReady>-1</agentsWrapUpReady>"
)
# source: Finesse Web Services guide, Queue; on Unified CCX each number is -1
ONE = (
    "<Queue><uri>/finesse/api/Queue/1</uri><name>Support_CSQ</name>"
    f"<statistics>{STATISTICS}</statistics></Queue>"
)


def test_a_queue_has_statistics_that_unified_ccx_does_not_know() -> None:
    queue = Queue(1, "Support_CSQ")
    assert QUEUE.xml(queue) == ONE
    assert QUEUES.xml([queue]) == f"<Queues>{ONE}</Queues>"
    assert QUEUES.xml([]) == "<Queues></Queues>"


async def test_every_user_reads_queues(node: Node) -> None:
    assert await (await node.ask("GET", "/Queue/1")).text() == ONE
    assert (await node.ask("GET", "/Queue/9")).status == 404
    for user in ("agent1", "supervisor1"):
        queues = await node.get(f"/User/{user}/Queues", "agent2")
        assert [each.findtext("name") for each in queues] == ["Support_CSQ"] * len(queues)


async def test_there_are_no_devices_to_choose(node: Node) -> None:
    assert await (await node.ask("GET", "/Devices?extension=1001")).text() == "<Devices></Devices>"
    assert (await node.ask("GET", "/Devices")).status == 400


async def test_the_administrator_reads_how_large_the_node_is(node: Node) -> None:
    info = await node.get("/ConfigInfo", "administrator")
    assert [(each.tag, each.text) for each in info] == [
        ("totalSkillGroups", "1"),
        ("totalSupervisors", "1"),
        ("totalTeams", "1"),
        ("totalUsers", "3"),
        ("uri", "/finesse/api/ConfigInfo"),
        ("versionInfo", "12.5.1"),
    ]
    await node.sign_in("agent1")
    runtime = await node.get("/RuntimeConfigInfo", "administrator")
    assert runtime.findtext("totalLoggedInUsers") == "1"


async def test_the_administrator_reads_whose_desktop_is_connected(node: Node) -> None:
    await node.sign_in("agent1")
    node.switchboard.present("agent1", "desktop", available=True)
    info = await node.get("/ConnectedUsersInfo", "administrator")
    assert info.findtext("totalUsers") == "1"
    assert [each.findtext("loginId") for each in info.iterfind("users/User")] == ["agent1"]


async def test_maintenance_mode_tells_desktops_from_other_clients_and_that_nothing_is_under_way(
    node: Node,
) -> None:
    await node.sign_in("agent1", "agent2")
    node.switchboard.present("agent1", "desktop", available=True)
    node.switchboard.present("agent2", "library", available=True)
    node.switchboard.present("supervisor1", "desktop", available=True)  # who has not signed in
    response = await node.ask("GET", "/MaintenanceMode", user="administrator")
    assert await response.text() == (  # source: DevNet, Finesse MaintenanceMode API Parameters
        "<MaintenanceMode><status></status><usersLoggedIn><desktop>1</desktop><fippa>0</fippa>"
        "<thirdpartyclients>1</thirdpartyclients></usersLoggedIn>"
        "<pendingUserDisconnections>0</pendingUserDisconnections>"
        "<estimatedCompletionTime>0</estimatedCompletionTime></MaintenanceMode>"
    )


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/ConfigInfo", 401),
        ("/RuntimeConfigInfo", 401),
        ("/ConnectedUsersInfo", 403),  # source: DevNet, ConnectedUsersInfo API Errors
        ("/MaintenanceMode", 401),
    ],
)
async def test_nobody_else_does(node: Node, path: str, status: int) -> None:
    assert (await node.ask("GET", path, user="supervisor1")).status == status


async def test_a_desktop_asks_before_anybody_has_signed_in(node: Node) -> None:
    async with node.client.get("/desktop/api/DesktopConfig") as response:
        config = await response.json()
    assert (config["deploymentType"], config["systemStatus"]) == ("UCCX", "IN_SERVICE")
    assert (config["isAlternateSystemAvailable"], config["alternateHost"]) == (False, "")
    async with node.client.get("/desktop/api/Languages") as response:
        languages = await response.json()
    assert [each["locale"] for each in languages["Language"]] == ["en_US", "es_ES"]
    async with node.client.get("/desktop/api/ResourceUrls") as response:
        assert (await response.json())["restApi"].endswith("/finesse/api")


async def test_a_compressed_log_is_kept_as_it_comes(node: Node, tmp_path: Path) -> None:
    data = b"PK\x03\x04 compressed"
    path = "/User/agent1/CompressedClientLog"
    response = await node.ask("POST", path, data, Content_Type="application/zip")
    assert response.status == 202
    kept = list((tmp_path / "agent1").glob("desktop.*.zip"))
    assert [file.read_bytes() for file in kept] == [data]
    await node.desktops.hear(lambda one: one.node == "/finesse/api/User/agent1/ClientLog")
    assert (await node.ask("POST", path, b"")).status == 400
    assert (await node.ask("POST", "/User/agent2/CompressedClientLog", data)).status == 401
