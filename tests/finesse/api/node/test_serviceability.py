"""How large the node is, and who is connected. Source: Finesse Web Services guide, serviceability APIs."""

from __future__ import annotations

import pytest

from tests.finesse.one_node import Node


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
