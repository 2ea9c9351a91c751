"""The calls of a user. Source: Finesse Web Services guide, Dialogs, Make a call."""

from __future__ import annotations

import pytest

from ccx_engine.cti import messages as cti
from tests.finesse.api.answers import triplet
from tests.finesse.api.runtime.calls import ring
from tests.finesse.one_node import Node
from tests.finesse.realtime.contact_center import (
    CALL,
    off_hook,
)


async def test_get_dialogs(node: Node) -> None:
    await ring(node)
    dialogs = await node.get("/User/agent1/Dialogs")

    assert [dialog.findtext("id") for dialog in dialogs] == [str(CALL)]
    assert dialogs.findtext("Dialog/state") == "ALERTING"
    assert (await node.ask("GET", "/User/agent1/Dialogs", user="agent2")).status == 401
    assert (await node.ask("GET", "/User/agent1/Dialogs", user="supervisor1")).status == 200


async def test_get_dialogs_without_any(node: Node) -> None:
    assert await (await node.ask("GET", "/User/agent1/Dialogs")).read() == b"<Dialogs></Dialogs>"


def call(more: str = "", origin: str = "1001", to: str = "1002", name: str = "MAKE_CALL") -> str:
    return (
        f"<Dialog><requestedAction>{name}</requestedAction>"
        f"<fromAddress>{origin}</fromAddress><toAddress>{to}</toAddress>{more}</Dialog>"
    )


@pytest.mark.parametrize("path", ["/User/agent1/Dialogs", "/User/1001/Dialogs"])
async def test_make_a_call(node: Node, path: str) -> None:
    await node.sign_in("agent1")
    response = await node.ask("POST", path, call(to="+1 (555) VANITY"), request_id="m1")
    assert response.status == 202
    request = await node.engine.hears(cti.MakeCallReq)
    assert (request.agent_instrument, request.dialed_number) == ("1001", "+1 (555) VANITY")

    node.engine.tell(off_hook(7, "1001"))
    update = await node.desktops.hear(lambda one: one.event == "POST")
    assert (update.request_id, update.source) == ("m1", "/finesse/api/User/agent1/Dialogs")


async def test_a_call_that_cannot_be_made_is_refused_by_an_event(node: Node) -> None:
    await node.sign_in("agent1")
    node.engine.refusals[cti.MakeCallReq] = 22
    await node.ask("POST", "/User/agent1/Dialogs", call(), request_id="m2")
    update = await node.desktops.hear_error()

    assert update.findtext("source") == "/finesse/api/User/agent1/Dialogs"
    assert update.findtext("requestId") == "m2"


@pytest.mark.parametrize(
    ("body", "status", "expected"),
    [
        (call(to="1001"), 400, ("Invalid Destination", "", "toAddress")),
        (call(origin="1002"), 400, ("Invalid Input", "", "fromAddress")),
        (call(to=""), 400, ("Parameter Missing", "ToAddress Parameter missing", "toAddress")),
        (call(origin=""), 400, ("Parameter Missing", "FromAddress Parameter missing", "fromAddress")),
        (call("<mediaProperties/>"), 400, ("Invalid Input", "", "mediaProperties")),
        (
            call(name="ANSWER"),
            400,
            ("Invalid Input", "Invalid 'requestedAction' specified for dialog", "requestedAction"),
        ),
        (call(name="SILENT_MONITOR"), 401, ("Authorization Failure", "UNAUTHORIZED", "agent1")),
    ],
)
async def test_make_a_call_with_what_cannot_be(
    node: Node, body: str, status: int, expected: tuple[str, str, str]
) -> None:
    await node.sign_in("agent1")
    response = await node.ask("POST", "/User/agent1/Dialogs", body)

    assert (response.status, await triplet(response)) == (status, expected)


async def test_who_is_signed_out_makes_no_call(node: Node) -> None:
    assert (await node.ask("POST", "/User/agent1/Dialogs", call())).status == 400
    assert (await node.ask("POST", "/User/agent2/Dialogs", call())).status == 401


async def test_the_administrator_makes_no_call(node: Node) -> None:
    response = await node.ask("POST", "/User/agent1/Dialogs", call(), user="administrator")

    assert response.status == 401
    assert await triplet(response) == (
        "Invalid Authorization User Specified",
        "User (administrator) is not an authorizied supervisor.",
        "The user is not authorized to perform this operation",
    )
