"""What CUCM refuses is told in CTI's words."""

from __future__ import annotations

import pytest

from ccx_engine.cti import messages as cti
from ccx_engine.cti.enums import AgentState
from ccx_engine.jtapi import messages as jtapi
from ccx_engine.jtapi.model import CtiError
from tests.ccx_engine.engine.world import World


def talking(world: World) -> int:
    world.sign_in("agent1")
    call = world.call("5551234", "6001")
    world.advance(1.0)
    world.pick_up("1001")
    world.take()
    return call


def make_call(number: str = "1002", extension: str = "1001", **data: str) -> cti.MakeCallReq:
    return cti.MakeCallReq(invoke_id=1, agent_instrument=extension, dialed_number=number, **data)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("error", "failure"),
    [
        (CtiError.ILLEGAL_CALL_STATE, 22),
        (CtiError.CALL_DROPPED, 24),
        (CtiError.DEVICE_OUT_OF_SERVICE, 34),
        (CtiError.CONFERENCE_FULL, 38),
        (CtiError.TRANSFER_FAILED, 1),
    ],
)
def test_what_cucm_refuses_is_told_in_ctis_words(world: World, error: CtiError, failure: int) -> None:
    call = talking(world)
    world.refuses[jtapi.Hold] = error
    hold = cti.HoldCallReq(invoke_id=1, call_id=call, connection_device_id="1001")
    answer = world.ask(hold, cti.ControlFailureConf)
    assert (answer.failure_code, answer.ccx_error_code) == (failure, 88001)
    assert answer.text is not None
    assert f"{int(error):#x}" in answer.text


def test_a_call_that_cucm_does_not_make_is_refused(world: World) -> None:
    world.sign_in("agent1", state=AgentState.NOT_READY)
    world.refuses[jtapi.Connect] = CtiError.MAX_CALLS_REACHED
    assert world.refused(make_call()) == (75, 88001)
