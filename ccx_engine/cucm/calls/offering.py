"""How a call reaches somebody: dialled, offered, ringing, answered, forwarded, turned down or failed."""

from __future__ import annotations

import logging

from ccx_engine.cucm.calls import routing
from ccx_engine.cucm.calls.call import Call, Connection
from ccx_engine.cucm.calls.calls import REGISTERED_BY_PROVIDERS, Calls
from ccx_engine.cucm.calls.recording import record_automatically
from ccx_engine.cucm.calls.refusal import Refusal
from ccx_engine.cucm.calls.routing import Route, Unreachable
from ccx_engine.cucm.configuration.cluster import AUTO_ANSWER_OFF, Behaviour
from ccx_engine.jtapi.model import Cause, ConnectionState, CtiError, Reason, TerminalKind, TerminalState

logger = logging.getLogger(__name__)

NETWORK_STATES = frozenset({ConnectionState.NETWORK_REACHED, ConnectionState.NETWORK_ALERTING})
UNDIALLED = frozenset({ConnectionState.INITIATED, ConnectionState.DIALING})


def extend(calls: Calls, call: Call, origin: Connection, number: str) -> None:
    """The origin has dialled: offer the call there, or fail it."""
    if origin.state is ConnectionState.INITIATED:
        call.move(origin, ConnectionState.DIALING)
    try:
        route = routing.find(calls, call, number, lines_only=origin.kind is TerminalKind.GATEWAY)
    except Unreachable as unreachable:
        logger.info("call=%d: %s does not take it: %s", call.id, number, unreachable.cause.name)
        fail(calls, call, origin, unreachable.cause)
        return
    outside = route.destination.kind is TerminalKind.GATEWAY
    call.move(origin, ConnectionState.NETWORK_REACHED if outside else ConnectionState.ESTABLISHED)
    offer(calls, call, route)


def offer(calls: Calls, call: Call, route: Route, reason: Reason = Reason.NORMAL) -> None:
    """The call arrives at an address: phones ring at once, CTI ports and route points must accept."""
    found = route.destination
    reason = route.reason or reason
    call.last_redirected = route.redirected_by or call.last_redirected
    called = Connection.at(found.address, found.kind, found.terminals)
    called.outside = found.outside
    calls.enter(call, called, ConnectionState.OFFERED)
    calls.tell(call, reason)
    if found.kind in REGISTERED_BY_PROVIDERS:
        calls.wait(called, calls.parameters.cti_new_call_accept_timer)
    else:
        alert(calls, call, called, reason)


def alert(calls: Calls, call: Call, called: Connection, reason: Reason = Reason.NORMAL) -> None:
    """The call rings."""
    for other in call.others(called):
        if other.state is ConnectionState.NETWORK_REACHED:
            call.move(other, ConnectionState.NETWORK_ALERTING)
    call.move(called, ConnectionState.ALERTING)
    for terminal in called.terminals:
        call.move_terminal(called, terminal, TerminalState.RINGING)
    _let_ring(calls, call, called)
    calls.tell(call, reason)


def _let_ring(calls: Calls, call: Call, called: Connection) -> None:
    """Set how long the party rings, less if somebody outside or the phone itself does something earlier."""
    outside = called.outside
    if outside is not None and outside.does is not Behaviour.NO_ANSWER:
        seconds = outside.seconds
    else:
        seconds = routing.ring_seconds(calls, call, called)
    called.rings_until = calls.now + seconds
    line = calls.cluster.lines.get(called.address)
    if line is not None and line.auto_answer != AUTO_ANSWER_OFF and called.kind is TerminalKind.PHONE:
        called.answers = next(iter(called.terminals))
        seconds = min(seconds, calls.parameters.auto_answer_delay)
    calls.wait(called, seconds)


def rung(calls: Calls, call: Call, called: Connection) -> None:
    """The time of ringing is over: the party answers, or does not take the call."""
    if called.outside is not None and called.outside.does is Behaviour.REJECT:
        turn_down(calls, call, called, Cause.CALL_REJECTED)
    elif called.outside is not None and called.outside.does is not Behaviour.NO_ANSWER:
        answer(calls, call, called, next(iter(called.terminals)))
    elif calls.now >= called.rings_until:
        turn_down(calls, call, called, Cause.NO_ANSWER_FROM_USER)
    elif calls.talking(called.answers):  # a phone in use does not answer by itself
        calls.wait(called, called.rings_until - calls.now)
    else:
        answer(calls, call, called, called.answers)


def answer(calls: Calls, call: Call, called: Connection, terminal: str) -> None:
    """The call is answered at a terminal where it rings."""
    for other in call.others(called):
        if other.state in NETWORK_STATES:
            call.move(other, ConnectionState.ESTABLISHED)
    call.move(called, ConnectionState.ESTABLISHED)
    call.move_terminal(called, terminal, TerminalState.TALKING)
    for each, state in called.terminals.items():
        if state is TerminalState.RINGING:
            call.move_terminal(called, each, TerminalState.BRIDGED)
    called.deadline = None
    if call.media:
        record_automatically(calls, call)
    calls.tell(call)


def hold_others(calls: Calls, terminal: str) -> None:
    """Before a phone talks on another call, the one it talks on is held, and dial tone is given up.

    Refusal when that cannot be.
    """
    talking = calls.talking(terminal)
    for call, party in talking:
        if party.state not in UNDIALLED:
            may_hold(call, party)
    for call, party in talking:
        if party.state in UNDIALLED:
            calls.leave(call, party)
        else:
            call.move_terminal(party, terminal, TerminalState.HELD)
            calls.tell(call)


def may_hold(call: Call, party: Connection) -> None:
    """Refusal before there is a far end, and when the party consults without media (consultWithoutMedia)."""
    if party.state in UNDIALLED:
        raise Refusal(CtiError.HOLD_FAILED, "nobody is there to be held")
    if not call.media and party.address == call.calling:
        raise Refusal(CtiError.HOLD_FAILED, "a consultation without media cannot be held")


def turn_down(calls: Calls, call: Call, called: Connection, cause: Cause) -> None:
    """A party that was offered the call does not take it: it is forwarded, or a lone other party fails."""
    try:
        route = routing.onward(calls, call, called, cause)
    except Unreachable as unreachable:
        route, cause = None, unreachable.cause
    if route is not None:
        calls.remove(call, called, Cause.REDIRECTED)
        offer(calls, call, route)
        return
    others = call.others(called)
    calls.remove(call, called, cause)
    if len(others) == 1:
        fail(calls, call, others[0], cause)
    else:
        calls.tell(call)


def fail(calls: Calls, call: Call, party: Connection, cause: Cause) -> None:
    """The party hears why the call does not come about, for the tone's time."""
    call.fail(party, cause)
    if party.kind is TerminalKind.GATEWAY:  # the network plays the tone; the call is released
        calls.end(call, cause)
        return
    calls.wait(party, calls.parameters.reorder_tone_timer)
    calls.tell(call)
