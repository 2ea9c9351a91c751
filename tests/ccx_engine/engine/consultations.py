"""Consultations in the CTI guide's numbers: 2006 talks with a caller and consults 2007."""

from __future__ import annotations

from ccx_engine.cti import messages as cti
from tests.ccx_engine.engine.world import CALL, World, said

DESK = 2
CONSULT = CALL + 2  # the CTI port's call to the agent had the number between
CALLER = "5552005"


def consult(world: World, number: str = "2007", consult_type: int = 1, **data: str) -> list[cti.Message]:
    """2006 consults; what bridge clients are told."""
    confirmation = world.ask(
        cti.ConsultCallReq(
            invoke_id=32,
            active_call_id=CALL,
            active_connection_device_id="2006",
            dialed_number=number,
            consult_type=consult_type,
            **data,  # type: ignore[arg-type]
        ),
        cti.ConsultCallConf,
    )
    said(confirmation, invoke_id=32, new_call_id=CONSULT, new_connection_device_id="2006", line_type=3)
    return world.take()


def answer(world: World) -> list[cti.Message]:
    """2007 answers the consultation."""
    request = cti.AnswerCallReq(invoke_id=33, call_id=CONSULT, connection_device_id="2007")
    world.ask(request, cti.AnswerCallConf)
    return world.take()


def of_two(kind: type, active: int = CONSULT, held: int = CALL):  # type: ignore[no-untyped-def]
    return kind(
        invoke_id=34,
        active_call_id=active,
        held_call_id=held,
        active_connection_device_id="2006",
        held_connection_device_id="2006",
        agent_instrument="2006",
    )


def parties(message: cti.Message) -> list[tuple[int, str]]:
    assert isinstance(message, cti.CallTransferredEvent | cti.CallConferencedEvent | cti.ConferenceCallConf)
    return [
        (each.connected_party_call_id, each.connected_party_device_id) for each in message.connected_parties
    ]
