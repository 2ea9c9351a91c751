"""Recording what a phone says and hears: on request, or automatically, to the cluster's recorder.

Sources: Cisco Unified JTAPI Developers Guide, Recording; CUCM call recording use cases, for hold, resume and
a far end that changes.
"""

from __future__ import annotations

from ccx_engine.cucm.calls.call import Call, Connection
from ccx_engine.cucm.calls.calls import Calls
from ccx_engine.cucm.calls.refusal import Refusal
from ccx_engine.cucm.calls.supervision import Recording
from ccx_engine.cucm.configuration.cluster import AUTOMATIC_RECORDING, RECORDING_DISABLED, Cluster
from ccx_engine.jtapi.messages import StartRecording, StopRecording
from ccx_engine.jtapi.model import CtiError, TerminalState


def start_recording(calls: Calls, provider: int, request: StartRecording) -> int:
    call = calls.find(request.call)
    party = _talking(call, request.terminal)
    if party is None or not call.far_end(party, request.terminal):
        raise Refusal(CtiError.ILLEGAL_CALL_STATE, f"call {call.id} does not talk at {request.terminal}")
    if party.recording is not None:
        raise Refusal(CtiError.RECORDING_ALREADY_IN_PROGRESS, f"{party.address} is recorded already")
    if not calls.cluster.has_built_in_bridge(request.terminal):
        raise Refusal(CtiError.BIB_NOT_CONFIGURED, f"{request.terminal} has no built-in bridge")
    if _option(calls.cluster, request.terminal, party.address) == RECORDING_DISABLED:
        raise Refusal(CtiError.NO_RECORDING_SESSION, f"recording is disabled for {party.address}")
    _attach(calls, call, party, request.terminal, automatic=False)
    calls.tell(call)
    return 0


def stop_recording(calls: Calls, provider: int, request: StopRecording) -> int:
    call = calls.find(request.call)
    for party in call.connections.values():
        recording = party.recording
        if recording is not None and recording.at == request.terminal and not recording.automatic:
            call.events += recording.end(party.address)
            party.recording = None
            calls.tell(call)
            return 0
    raise Refusal(CtiError.NO_RECORDING_SESSION, f"nobody has asked to record {request.terminal}")


def record_automatically(calls: Calls, call: Call) -> None:
    """The call is answered: phones that record every call of the line begin; the caller tells."""
    for party in call.connections.values():
        for terminal, state in party.terminals.items():
            if (
                state is TerminalState.TALKING
                and party.recording is None
                and _option(calls.cluster, terminal, party.address) == AUTOMATIC_RECORDING
                and calls.cluster.has_built_in_bridge(terminal)
            ):
                _attach(calls, call, party, terminal, automatic=True)


def _attach(calls: Calls, call: Call, party: Connection, terminal: str, *, automatic: bool) -> None:
    party.recording = Recording(terminal, calls.cluster.recorder, automatic)
    call.recorded = True


def _talking(call: Call, terminal: str) -> Connection | None:
    for party in call.connections.values():
        if party.terminals.get(terminal) is TerminalState.TALKING:
            return party
    return None


def _option(cluster: Cluster, terminal: str, address: str) -> str:
    device = cluster.devices.get(terminal)
    appearance = device.appearances.get(address) if device is not None else None
    return appearance.recording if appearance is not None else RECORDING_DISABLED
