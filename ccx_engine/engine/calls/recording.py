"""What clients ask for the sound of a call: that it is recorded, and that it is bad.

Sources: CTI guide, BAD_CALL_REQ; the recording messages are GED-188's, an extension.
"""

from __future__ import annotations

import logging

from ccx_engine.cti import messages as cti
from ccx_engine.engine.calls.call_control import ask, at_phone
from ccx_engine.engine.model import Client
from ccx_engine.engine.state import EngineState
from ccx_engine.jtapi import messages as jtapi

logger = logging.getLogger(__name__)


def start_recording(state: EngineState, client: Client, request: cti.StartRecordingReq) -> None:
    """START_RECORDING_REQ: CUCM records what the agent's phone says and hears."""
    connection, agent = at_phone(state, request.call_id, request.connection_device_id)
    confirmation = cti.StartRecordingConf(invoke_id=request.invoke_id)
    recording = jtapi.StartRecording(connection.at, agent.terminal)
    ask(state, client, request.invoke_id, confirmation, recording)


def stop_recording(state: EngineState, client: Client, request: cti.StopRecordingReq) -> None:
    """STOP_RECORDING_REQ: CUCM records no more."""
    connection, agent = at_phone(state, request.call_id, request.connection_device_id)
    confirmation = cti.StopRecordingConf(invoke_id=request.invoke_id)
    ask(state, client, request.invoke_id, confirmation, jtapi.StopRecording(connection.at, agent.terminal))


def bad_call(state: EngineState, client: Client, request: cti.BadCallReq) -> None:
    """BAD_CALL_REQ: somebody hears badly. It is noted in the log."""
    connection, agent = at_phone(state, request.call_id, request.connection_device_id)
    logger.warning("call=%d agent=%s says that the sound is poor", connection.call.id, agent.id)
    state.reply(client, cti.BadCallConf(invoke_id=request.invoke_id))
