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


async def test_the_administrator_reads_who_is_connected_with_what_and_for_how_long(node: Node) -> None:
    await node.sign_in("agent1", "agent2")
    node.switchboard.present("agent1", "desktop", available=True)
    node.switchboard.present("supervisor1", "desktop", available=True)  # who has not signed in
    summary = await node.ask("GET", "/ConnectedUsersInfo", user="administrator")
    counts = (  # source: DevNet, ConnectedUsersInfo API Parameters
        "<ConnectedUsersInfo><userSummary><desktopUsers>1</desktopUsers><fippaUsers>0</fippaUsers>"
        "<thirdPartyUsers>1</thirdPartyUsers><totalConnectedUsers>2</totalConnectedUsers>"
        "<totalConnectedUsersViaProxy>0</totalConnectedUsersViaProxy></userSummary>"
    )
    uri = "<uri>/finesse/api/ConnectedUsersInfo</uri></ConnectedUsersInfo>"
    assert await summary.text() == counts + uri
    details = await node.get("/ConnectedUsersInfo/Details", "administrator")
    first, second = details.iterfind("userDetails/userDetail")
    assert int(first.findtext("connectedDuration", "")) >= 0
    assert [first.findtext("loginId"), first.findtext("userType")] == ["agent1", "DESKTOP"]
    assert [first.findtext("extension"), first.findtext("teamName")] == ["1001", "Support"]
    assert first.findtext("xmppJID") == f"agent1@{first.findtext('connectedHostName')}/desktop"
    assert [second.findtext("userType"), second.findtext("xmppJID")] == ["THIRDPARTY", ""]


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
        ("/ConnectedUsersInfo/Details", 403),
        ("/MaintenanceMode", 401),
    ],
)
async def test_nobody_else_does(node: Node, path: str, status: int) -> None:
    assert (await node.ask("GET", path, user="supervisor1")).status == status
