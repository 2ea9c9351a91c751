"""SILENT_MONITOR and BARGE_CALL: what CTI is asked, and what is refused before it is."""

from __future__ import annotations

import pytest
from lxml import etree

from ccx_engine.cti import messages as cti
from ccx_engine.cti.enums import SupervisoryAction
from tests.finesse.api.runtime.calls import talk
from tests.finesse.one_node import Node
from tests.finesse.realtime.contact_center import CALL


def call(action: str, origin: str, destination: str, more: str = "") -> str:
    return (
        f"<Dialog><requestedAction>{action}</requestedAction><fromAddress>{origin}</fromAddress>"
        f"<toAddress>{destination}</toAddress>{more}</Dialog>"
    )


NO_SILENT_CALL = f"<associatedDialogUri>/finesse/api/Dialog/{CALL}</associatedDialogUri>"


@pytest.mark.parametrize(("origin", "destination"), [("1101", "1001"), ("1001", "1101")])
async def test_to_listen_is_asked_of_cti_whichever_way_round_the_addresses_are(
    node: Node, origin: str, destination: str
) -> None:
    await talk(node)
    await node.sign_in("supervisor1")
    body = call("SILENT_MONITOR", origin, destination)
    await node.command("POST", "/User/supervisor1/Dialogs", body, user="supervisor1")
    asked = await node.engine.hears(cti.SuperviseCallReq)
    assert asked.supervisory_action == SupervisoryAction.MONITOR
    assert (asked.agent_call_id, asked.agent_extension, asked.agent_id) == (CALL, "1001", "agent1")
    assert asked.supervisor_instrument == "1101"


@pytest.mark.parametrize(
    ("user", "body", "status", "error"),
    [
        ("agent2", call("SILENT_MONITOR", "1002", "1001"), 401, "Authorization Failure"),
        ("supervisor1", call("SILENT_MONITOR", "1102", "1001"), 400, "Invalid Input"),
        ("supervisor1", call("SILENT_MONITOR", "1101", "1009"), 400, "Invalid Destination"),
        ("supervisor1", call("SILENT_MONITOR", "1101", "1101"), 400, "Invalid Destination"),
        ("supervisor1", call("SILENT_MONITOR", "1101", ""), 400, "Parameter Missing"),
        ("supervisor1", call("BARGE_CALL", "1101", "1001"), 400, "Parameter Missing"),
        (
            "supervisor1",
            call("BARGE_CALL", "1101", "1001", NO_SILENT_CALL),
            400,
            "Invalid Input",
        ),
    ],
)
async def test_what_cannot_be_is_refused_at_once(
    node: Node, user: str, body: str, status: int, error: str
) -> None:
    await talk(node)
    await node.sign_in("supervisor1", "agent2")
    response = await node.ask("POST", f"/User/{user}/Dialogs", body, user=user)
    assert response.status == status
    assert etree.fromstring(await response.read()).findtext("ApiError/ErrorType") == error
    assert node.engine.count(cti.SuperviseCallReq) == 0


async def test_only_who_is_not_ready_may_listen(node: Node) -> None:
    await talk(node)
    await node.sign_in("supervisor1")
    await node.command("PUT", "/User/supervisor1", "<User><state>READY</state></User>", user="supervisor1")
    await node.desktops.hear_user("supervisor1", "READY")
    body = call("SILENT_MONITOR", "1101", "1001")
    response = await node.ask("POST", "/User/supervisor1/Dialogs", body, user="supervisor1")
    assert (response.status, "Invalid State" in await response.text()) == (400, True)
