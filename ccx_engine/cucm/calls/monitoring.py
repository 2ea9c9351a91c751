"""Silent monitoring: a second call, between the listener and the built-in bridge of the phone listened at.

Source: Cisco Unified JTAPI Developers Guide, silent monitoring, and its Message Sequence Charts.
"""

from __future__ import annotations

from ccx_engine.cucm.calls.call import Call, Connection
from ccx_engine.cucm.calls.calls import Calls
from ccx_engine.cucm.calls.offering import hold_others
from ccx_engine.cucm.calls.parties import origin
from ccx_engine.cucm.calls.refusal import Refusal
from ccx_engine.cucm.calls.supervision import Listener
from ccx_engine.jtapi.messages import StartMonitor
from ccx_engine.jtapi.model import ConnectionState, CtiError, Reason, TerminalKind, TerminalState

REASON = Reason.SILENT_MONITORING


def start_monitor(calls: Calls, provider: int, request: StartMonitor) -> int:
    listened, target = _target(calls, request)
    initiator = origin(calls, provider, request.terminal, request.address)
    if initiator.kind is not TerminalKind.PHONE:
        raise Refusal(CtiError.ILLEGAL_CALLING_PARTY, f"{request.terminal} is no phone to listen with")
    if request.address in listened.connections or _takes_part(listened, request.terminal):
        raise Refusal(CtiError.START_MONITORING_FAILED, f"{request.address} takes part in the call")
    hold_others(calls, request.terminal)
    call = calls.begin(initiator, request.terminal, target.address, listens_to=target)
    bridge = Connection(target.address, TerminalKind.PHONE, {}, bridge=True)
    call.move(initiator, ConnectionState.DIALING)
    call.move(initiator, ConnectionState.ESTABLISHED)
    calls.enter(call, bridge, ConnectionState.OFFERED)
    calls.tell(call, REASON)
    call.move(bridge, ConnectionState.ALERTING)
    calls.tell(call, REASON)
    call.move(bridge, ConnectionState.ESTABLISHED)
    target.listener = Listener(call.id, request.address, request.terminal, request.target)
    call.events += call.target_info()
    calls.tell(call, REASON)
    listened.events += target.listener.begun(target.address)
    calls.tell(listened, REASON)
    return call.id


def _target(calls: Calls, request: StartMonitor) -> tuple[Call, Connection]:
    """The party that is to be listened to."""
    call = calls.get(request.call)
    if call is None:
        raise Refusal(CtiError.PRIMARY_CALL_INVALID, f"there is no call {request.call}")
    for party in call.connections.values():
        talks = party.terminals.get(request.target) is TerminalState.TALKING
        if talks and party.state is ConnectionState.ESTABLISHED and _has_far_end(call, party):
            if not calls.cluster.has_built_in_bridge(request.target):
                raise Refusal(CtiError.BIB_NOT_CONFIGURED, f"{request.target} has no built-in bridge")
            if party.listener is not None:
                raise Refusal(CtiError.BIB_RESOURCE_NOT_AVAILABLE, f"{request.target} is monitored already")
            return call, party
    raise Refusal(CtiError.PRIMARY_CALL_STATE_INVALID, f"call {call.id} does not talk at {request.target}")


def _takes_part(call: Call, terminal: str) -> bool:
    return any(terminal in party.terminals for party in call.connections.values())


def _has_far_end(call: Call, party: Connection) -> bool:
    """Whether somebody has answered, and the call is not itself a monitoring one."""
    answered = any(other.state is ConnectionState.ESTABLISHED for other in call.others(party))
    return answered and call.listens_to is None
