"""Calls by REST: reading them, making them, and every action of a participant."""

from __future__ import annotations

import dataclasses

import pytest

from ccx_engine.cti import messages as cti
from ccx_engine.cti.enums import NULL_CALL_ID
from ccx_engine.cti.layout import NamedArray, NamedVariable
from ccx_engine.cti.wire import Message
from finesse.model.configuration.desktop_property import DesktopSetting
from finesse.model.identity import NEW
from finesse.store.mappings import DESKTOP_SETTINGS
from tests.finesse.api.answers import triplet
from tests.finesse.api.runtime.calls import action, confer, consult, ring, talk, wraps_up
from tests.finesse.one_node import Node
from tests.finesse.realtime.contact_center import (
    AGENT,
    CALL,
    CONSULT,
    OUTSIDE,
    established,
    held,
)


@pytest.mark.parametrize("reader", ["agent1", "supervisor1", "administrator"])
async def test_get_dialog(node: Node, reader: str) -> None:
    await ring(node)
    dialog = await node.get(f"/Dialog/{CALL}", reader)

    assert (dialog.tag, dialog.findtext("uri")) == ("Dialog", f"/finesse/api/Dialog/{CALL}")


async def test_get_dialog_of_others(node: Node) -> None:
    await ring(node)

    assert (await node.ask("GET", f"/Dialog/{CALL}", user="agent2")).status == 401


@pytest.mark.parametrize("number", ["1", "x", "-1", "99999999999999999999", "1e3"])
@pytest.mark.parametrize("method", ["GET", "PUT"])
async def test_a_dialog_that_does_not_exist(node: Node, method: str, number: str) -> None:
    response = await node.ask(method, f"/Dialog/{number}", action("ANSWER") if method == "PUT" else None)

    assert response.status == 404
    assert (
        await triplet(response)
        == {
            "GET": ("Not Found", "Invalid dialogId specified for dialog", number),
            "PUT": ("Dialog Not Found", "", number),
        }[method]
    )


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            action("ANSWER"),
            cti.AnswerCallReq(call_id=CALL, connection_device_id="1001", agent_instrument="1001"),
        ),
        (
            action("HOLD"),
            cti.HoldCallReq(call_id=CALL, connection_device_id="1001", agent_instrument="1001"),
        ),
        (
            action("RETRIEVE"),
            cti.RetrieveCallReq(held_call_id=CALL, held_connection_device_id="1001", agent_instrument="1001"),
        ),
        (
            action("DROP"),
            cti.ClearConnectionReq(call_id=CALL, connection_device_id="1001", agent_instrument="1001"),
        ),
        (
            action("CONSULT_CALL", "<toAddress>1002</toAddress>"),
            cti.ConsultCallReq(
                active_call_id=CALL,
                active_connection_device_id="1001",
                dialed_number="1002",
                agent_instrument="1001",
            ),
        ),
        (
            action("TRANSFER_SST", "<toAddress>1002</toAddress>"),
            cti.TransferCallReq(
                active_call_id=CALL,
                held_call_id=NULL_CALL_ID,
                active_connection_device_id="1001",
                dialed_number="1002",
                agent_instrument="1001",
            ),
        ),
        (
            action(
                "SEND_DTMF",
                "<actionParams><ActionParam><name>dtmfString</name><value>777#</value></ActionParam></actionParams>",
            ),
            cti.SendDtmfSignalReq(
                call_id=CALL, connection_device_id="1001", dtmf_string="777#", agent_instrument="1001"
            ),
        ),
        (
            "<Dialog><requestedAction>UPDATE_CALL_DATA</requestedAction><mediaProperties>\n\t"
            "<wrapUpReason>Happy customer!</wrapUpReason><callvariables>"
            "<CallVariable><name>callVariable1</name><value>Chuck Smith</value></CallVariable>"
            "<CallVariable><name>callVariable10</name><value/></CallVariable>"
            "<CallVariable><name>user.myVar</name><value>x</value></CallVariable>"
            "<CallVariable><name>user.list[3]</name><value>y</value></CallVariable>"
            "</callvariables></mediaProperties></Dialog>",
            cti.SetCallDataReq(
                call_id=CALL,
                connection_device_id="1001",
                call_wrapup_data=("Happy customer!",),
                call_variable_1="Chuck Smith",
                call_variable_10="",
                named_variables=(NamedVariable("user.myVar", "x"),),
                named_arrays=(NamedArray(3, "user.list", "y"),),
            ),
        ),
        (
            wraps_up(
                "<wrapUpItems><wrapUpItem>Sales</wrapUpItem><wrapUpItem>Complaint</wrapUpItem></wrapUpItems>"
            ),
            cti.SetCallDataReq(
                call_id=CALL, connection_device_id="1001", call_wrapup_data=("Sales", "Complaint")
            ),
        ),
        (
            wraps_up(
                "<wrapUpReason>Complaint</wrapUpReason>"
                "<wrapUpItems><wrapUpItem>Sales</wrapUpItem><wrapUpItem>Complaint</wrapUpItem></wrapUpItems>"
            ),
            cti.SetCallDataReq(
                call_id=CALL, connection_device_id="1001", call_wrapup_data=("Complaint", "Sales")
            ),
        ),
        (
            wraps_up("<wrapUpItems/>"),
            cti.SetCallDataReq(call_id=CALL, connection_device_id="1001", call_wrapup_data=("",)),
        ),
    ],
    ids=lambda value: value.NAME if isinstance(value, Message) else "",
)
async def test_an_action_becomes_its_request(node: Node, body: str, expected: Message) -> None:
    await talk(node)
    await node.command("PUT", f"/Dialog/{CALL}", body)
    request = await node.engine.hears(type(expected))

    assert request == dataclasses.replace(expected, invoke_id=request.invoke_id)  # type: ignore[attr-defined, call-arg]


@pytest.mark.parametrize("named", [CALL, CONSULT])
async def test_transfer_and_conference_name_the_active_and_the_held_call(node: Node, named: int) -> None:
    await consult(node)
    await node.command("PUT", f"/Dialog/{named}", action("TRANSFER"))
    transfer = await node.engine.hears(cti.TransferCallReq)
    assert (transfer.active_call_id, transfer.held_call_id) == (CONSULT, CALL)


async def test_conference(node: Node) -> None:
    await consult(node)
    await node.command("PUT", f"/Dialog/{CALL}", action("CONFERENCE", "<toAddress>1002</toAddress>"))
    conference = await node.engine.hears(cti.ConferenceCallReq)
    assert (conference.active_call_id, conference.held_call_id) == (CONSULT, CALL)


@pytest.mark.parametrize("name", ["TRANSFER", "CONFERENCE"])
async def test_transfer_and_conference_without_a_second_call_are_refused_by_an_event(
    node: Node, name: str
) -> None:
    await talk(node)
    response = await node.ask("PUT", f"/Dialog/{CALL}", action(name), request_id="t1")
    assert response.status == 202
    update = await node.desktops.hear_error()

    assert update.findtext("source") == f"/finesse/api/Dialog/{CALL}"
    assert (update.findtext("event"), update.findtext("requestId")) == ("PUT", "t1")
    assert update.findtext(".//errorMessage") == "CF_NO_HELD_CALL"
    assert node.engine.count(cti.TransferCallReq) == 0


@pytest.mark.parametrize(
    ("body", "status", "expected"),
    [
        (
            "<Dialog><targetMediaAddress>1001</targetMediaAddress></Dialog>",
            400,
            ("Parameter Missing", "RequestedAction Parameter missing", "requestedAction"),
        ),
        (
            "<Dialog><requestedAction>ANSWER</requestedAction></Dialog>",
            400,
            ("Parameter Missing", "TargetMediaAddress Parameter missing", "targetMediaAddress"),
        ),
        (action("ANSWER", target="1002"), 400, ("Invalid Input", "", "targetMediaAddress")),
        (
            action("SING"),
            400,
            ("Invalid Input", "Invalid 'requestedAction' specified for dialog", "requestedAction"),
        ),
        (
            action("answer"),
            400,
            ("Invalid Input", "Invalid 'requestedAction' specified for dialog", "requestedAction"),
        ),
        (
            action("CONSULT_CALL"),
            400,
            ("Parameter Missing", "ToAddress Parameter missing", "toAddress"),
        ),
        (
            action("CONSULT_CALL", "<toAddress>1001</toAddress>"),
            400,
            ("Invalid Destination", "", "toAddress"),
        ),
        (
            action("TRANSFER_SST", "<toAddress>ü</toAddress>"),
            400,
            ("Invalid Input", "", "toAddress"),
        ),
        (
            action("TRANSFER_SST", f"<toAddress>{'1' * 40}</toAddress>"),
            400,
            ("Invalid Input", "", "toAddress"),
        ),
        (action("SEND_DTMF"), 400, ("Parameter Missing", "DtmfString Parameter missing", "dtmfString")),
        (
            action("UPDATE_CALL_DATA"),
            400,
            ("Parameter Missing", "MediaProperties Parameter missing", "mediaProperties"),
        ),
        (
            action("PARTICIPANT_DROP").replace("<targetMediaAddress>1001</targetMediaAddress>", ""),
            400,
            ("Parameter Missing", "TargetMediaAddress Parameter missing", "targetMediaAddress"),
        ),
        (action("PARTICIPANT_DROP"), 400, ("Invalid Destination", "", "targetMediaAddress")),
        (action("PARTICIPANT_DROP", target="1003"), 400, ("Invalid Destination", "", "targetMediaAddress")),
        (action("PARTICIPANT_DROP", target="9555"), 401, ("Authorization Failure", "UNAUTHORIZED", "1001")),
        (
            wraps_up(
                f"<wrapUpItems>{''.join(f'<wrapUpItem>{n}</wrapUpItem>' for n in range(6))}</wrapUpItems>"
            ),
            400,
            ("Maximum Exceeded", "", "wrapUpItem"),
        ),
        (
            wraps_up(f"<wrapUpItems><wrapUpItem>{'x' * 40}</wrapUpItem></wrapUpItems>"),
            400,
            ("Invalid Input", "the value of wrapUpItem has 40 bytes: 39 are the most", "wrapUpItem"),
        ),
    ],
)
async def test_put_dialog_with_what_cannot_be(
    node: Node, body: str, status: int, expected: tuple[str, str, str]
) -> None:
    await talk(node)
    response = await node.ask("PUT", f"/Dialog/{CALL}", body)

    assert (response.status, await triplet(response)) == (status, expected)


async def test_only_who_is_on_the_call_acts_on_it(node: Node) -> None:
    await talk(node)
    for other in ("agent2", "supervisor1", "administrator"):
        response = await node.ask("PUT", f"/Dialog/{CALL}", action("DROP"), user=other)
        assert (response.status, (await triplet(response))[0]) == (
            401,
            "Invalid Authorization User Specified",
        )


@pytest.mark.parametrize("digits", ["A", "12D#", "hello", "ü"])
async def test_which_keys_a_phone_has_is_left_to_cti(node: Node, digits: str) -> None:
    # source: Finesse Web Services guide, Send a DTMF signal (CCX: 3 CF_VALUE_OUT_OF_RANGE after the 202)
    await talk(node)
    tones = f"<ActionParam><name>dtmfString</name><value>{digits}</value></ActionParam>"
    body = action("SEND_DTMF", f"<actionParams>{tones}</actionParams>")
    response = await node.ask("PUT", f"/Dialog/{CALL}", body)

    assert response.status == 202
    assert (await node.engine.hears(cti.SendDtmfSignalReq)).dtmf_string == digits


async def test_tones_need_an_active_call(node: Node) -> None:
    await talk(node)
    node.engine.tell(held(CALL, "1001"))
    await node.desktops.hear(lambda one: "<state>HELD</state>" in one.data)
    response = await node.ask("PUT", f"/Dialog/{CALL}", action("SEND_DTMF"))

    assert (response.status, (await triplet(response))[0]) == (401, "Invalid State")


async def test_the_first_event_of_the_call_carries_the_requests_id(node: Node) -> None:
    await ring(node)
    await node.ask("PUT", f"/Dialog/{CALL}", action("ANSWER"), request_id="a1")
    await node.engine.hears(cti.AnswerCallReq)
    node.engine.tell(established(CALL, "1001", AGENT, "9555", OUTSIDE, csq=1))
    update = await node.desktops.hear(lambda one: "<state>ACTIVE</state>" in one.data)

    assert (update.request_id, update.source) == ("a1", f"/finesse/api/Dialog/{CALL}")


@pytest.mark.parametrize("name", ["SEND_DTMF", "START_RECORDING"])
async def test_what_changes_nothing_of_a_call_gives_no_id_to_its_next_event(node: Node, name: str) -> None:
    await talk(node)
    digits = "<actionParams><ActionParam><name>dtmfString</name><value>1</value></ActionParam></actionParams>"
    response = await node.ask("PUT", f"/Dialog/{CALL}", action(name, digits), request_id="d1")
    assert response.status == 202
    await node.engine.hears(cti.SendDtmfSignalReq if name == "SEND_DTMF" else cti.StartRecordingReq)
    node.engine.tell(held(CALL, "1001"))
    update = await node.desktops.hear(lambda one: "<state>HELD</state>" in one.data)

    assert update.request_id == ""


async def test_a_supervisor_drops_an_agent_from_a_conference_but_neither_the_caller_nor_by_an_agent(
    node: Node,
) -> None:
    # source: Administration Guide, enableDropParticipantFor (supervisor_only) and dropParticipant (agents)
    await confer(node, "supervisor1", "1101")
    by_agent = await node.ask("PUT", f"/Dialog/{CALL}", action("PARTICIPANT_DROP", target="1101"))
    assert (by_agent.status, (await triplet(by_agent))[0]) == (401, "Authorization Failure")
    caller = await node.ask(
        "PUT", f"/Dialog/{CALL}", action("PARTICIPANT_DROP", target="9555"), user="supervisor1"
    )
    assert (caller.status, await triplet(caller)) == (400, ("Invalid Destination", "", "targetMediaAddress"))

    await node.command("PUT", f"/Dialog/{CALL}", action("PARTICIPANT_DROP"), user="supervisor1")
    request = await node.engine.hears(cti.ClearConnectionReq)
    assert (request.call_id, request.connection_device_id, request.agent_instrument) == (CALL, "1001", "1101")


async def let_everybody_drop_everybody(node: Node) -> None:
    async with node.switchboard.catalogue.changing() as change:
        await change.save(
            DESKTOP_SETTINGS,
            DesktopSetting(NEW, "enableDropParticipantFor", "all"),
            DesktopSetting(NEW, "dropParticipant", "all"),
        )


async def test_the_properties_let_everybody_drop_everybody(node: Node) -> None:
    await confer(node, "agent2", "1002")
    await let_everybody_drop_everybody(node)  # also of a call that is there already
    await node.command("PUT", f"/Dialog/{CALL}", action("PARTICIPANT_DROP", target="9555"), user="agent2")
    request = await node.engine.hears(cti.ClearConnectionReq)
    assert (request.connection_device_id, request.agent_instrument) == ("9555", "1002")


async def test_nobody_is_dropped_from_a_call_of_two(node: Node) -> None:
    await let_everybody_drop_everybody(node)
    await talk(node)
    response = await node.ask("PUT", f"/Dialog/{CALL}", action("PARTICIPANT_DROP", target="9555"))
    assert response.status == 202
    update = await node.desktops.hear_error()
    assert update.findtext(".//errorMessage") == "CF_INVALID_OBJECT_STATE"
    assert node.engine.count(cti.ClearConnectionReq) == 0
