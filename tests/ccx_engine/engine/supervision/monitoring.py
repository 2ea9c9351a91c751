"""What a supervisor asks in the CTI guide's numbers: 2006 talks, sup1 sits at 2099."""

from __future__ import annotations

from typing import Any

from ccx_engine.cti import messages as cti
from ccx_engine.cti.enums import NULL_CALL_ID
from tests.ccx_engine.engine.world import CALL, World, said

DESK = 2
MONITOR = CALL + 2  # the CTI port's call to the agent had the number between
BARGE = CALL + 3
CALLER = "5552005"
CLEAR, LISTEN, WHISPER, BARGE_IN, INTERCEPT = range(5)


def supervise(action: int, **given: Any) -> cti.SuperviseCallReq:
    fields: dict[str, Any] = {
        "agent_call_id": CALL,
        "agent_connection_device_id": "2006",
        "supervisor_instrument": "2099",
        "supervisor_call_id": NULL_CALL_ID,
    } | given
    return cti.SuperviseCallReq(invoke_id=50, supervisory_action=action, **fields)


def listens(world: World) -> list[cti.Message]:
    confirmation = world.ask(supervise(LISTEN), cti.SuperviseCallConf)
    said(confirmation, invoke_id=50, call_id=MONITOR, connection_device_id="2099")
    return world.take()


def without_media(messages: list[cti.Message]) -> list[cti.Message]:
    return [each for each in messages if not each.NAME.startswith("RTP_")]
