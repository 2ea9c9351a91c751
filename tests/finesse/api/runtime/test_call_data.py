"""Changing what a call carries. Source: Finesse Web Services guide, Update call data."""

from __future__ import annotations

import pytest

from ccx_engine.cti import messages as cti
from ccx_engine.cti.enums import CallType
from ccx_engine.cti.layout import NamedVariable
from tests.finesse.api.answers import triplet
from tests.finesse.api.runtime.calls import talk
from tests.finesse.one_node import Node
from tests.finesse.realtime.contact_center import (
    CALL,
)


def changed(name: str, value: str) -> str:
    variable = f"<CallVariable><name>{name}</name><value>{value}</value></CallVariable>"
    return (
        "<Dialog><requestedAction>UPDATE_CALL_DATA</requestedAction><mediaProperties>"
        f"<callvariables>{variable}</callvariables></mediaProperties></Dialog>"
    )


@pytest.mark.parametrize(
    "variables",
    [
        "<CallVariable><name>callVariable11</name><value>x</value></CallVariable>",
        "<CallVariable><name>CallVariable1</name><value>x</value></CallVariable>",
        "<CallVariable><name>BAStatus</name><value>DO</value></CallVariable>",
        "<CallVariable><name>user.list[256]</name><value>x</value></CallVariable>",
        "<CallVariable><name>callVariable1</name><value>a</value></CallVariable>" * 2,
        f"<CallVariable><name>callVariable1</name><value>{'ü' * 21}</value></CallVariable>",
        f"<CallVariable><name>user.x</name><value>{'x' * 211}</value></CallVariable>",
        "".join(
            f"<CallVariable><name>user.x{number}</name><value>{'x' * 200}</value></CallVariable>"
            for number in range(10)
        ),
    ],
)
async def test_variables_that_cannot_be(node: Node, variables: str) -> None:
    await talk(node)
    response = await node.ask(
        "PUT",
        f"/Dialog/{CALL}",
        "<Dialog><requestedAction>UPDATE_CALL_DATA</requestedAction><mediaProperties>"
        f"<callvariables>{variables}</callvariables></mediaProperties></Dialog>",
    )
    assert (response.status, (await triplet(response))[0]) == (400, "Invalid Input")
    assert node.engine.count(cti.SetCallDataReq) == 0


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("callVariable2", "x" * 41, "the value of callVariable2 has 41 bytes: 40 are the most"),
        ("user.layout", "x" * 41, "the value of user.layout has 41 bytes: 40 are the most"),
        ("user." + "n" * 28, "", f"the name user.{'n' * 28} has 33 bytes: 32 are the most"),
        ("postCallTreatment", "6002", "'postCallTreatment' is no call variable: use callVariable1 to "),
    ],
)
async def test_a_variable_that_does_not_fit_is_told_with_its_length(
    node: Node, name: str, value: str, message: str
) -> None:
    await talk(node)
    response = await node.ask("PUT", f"/Dialog/{CALL}", changed(name, value))

    told = await triplet(response)
    assert (told[0], told[2]) == ("Invalid Input", name)
    assert told[1].startswith(message)


def carrying(named: tuple[NamedVariable, ...]) -> cti.CallDataUpdateEvent:
    return cti.CallDataUpdateEvent(
        call_type=CallType.NULL,
        call_id=CALL,
        new_call_id=CALL,
        connection_device_id="1001",
        new_connection_device_id="1001",
        named_variables=named,
    )


async def test_what_the_call_carries_already_takes_room(node: Node) -> None:
    # source: Finesse Web Services guide, Update call data: 2000 bytes of ECC variables in a call
    await talk(node)
    carried = tuple(NamedVariable(f"user.{number:027}", "x" * 200) for number in range(8))
    node.engine.tell(carrying(carried))
    await node.desktops.hear(lambda one: carried[-1].name in one.data)
    response = await node.ask("PUT", f"/Dialog/{CALL}", changed("user.more", "x" * 120))
    assert response.status == 400
    assert (await triplet(response))[1].startswith("the ECC variables of one call have 2003 bytes")
    again = await node.ask("PUT", f"/Dialog/{CALL}", changed(carried[0].name, "x" * 120))
    assert again.status == 202


async def test_post_call_treatment_is_a_variable_of_that_name(node: Node) -> None:
    # source: Cisco support note 119428, Post Call Treatment: no `user.`, and shown under that name
    await talk(node)
    response = await node.ask("PUT", f"/Dialog/{CALL}", changed("PostCallTreatment", "6002"))
    assert response.status == 202
    given = (NamedVariable("PostCallTreatment", "6002"),)
    assert (await node.engine.hears(cti.SetCallDataReq)).named_variables == given
    node.engine.tell(carrying(given))
    shown = "<name>PostCallTreatment</name>"
    await node.desktops.hear(lambda one: shown in one.data and "user.PostCallTreatment" not in one.data)
