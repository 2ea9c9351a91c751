"""The two JTAPI providers: how they come into service, what their loss means, and the engine's status.

Source: Cisco Unified JTAPI Developers Guide, Provider; CCX Administration guide, subsystem status.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from functools import partial

from ccx_engine.cti import messages as cti
from ccx_engine.cti.enums import CcxStatus, SystemEventId
from ccx_engine.engine.agents import moves, other_lines
from ccx_engine.engine.model import Call, Cause, Port, Provider
from ccx_engine.engine.queries import terminals
from ccx_engine.engine.state import Answer, EngineState
from ccx_engine.engine.telephony import jtapi_call_events
from ccx_engine.jtapi import messages as jtapi

logger = logging.getLogger(__name__)

# --- Coming into service ------------------------------------------------------------------------------------


def signed_in(state: EngineState, provider: Provider, controlled: jtapi.Terminals) -> None:
    """The provider knows what it controls: take the devices that the engine needs."""
    before = state.directory.phones()
    state.directory.learn(provider, controlled.terminals)
    if provider is Provider.RMCM:
        terminals.tell_changes(state, before, state.directory.phones())
    state.signed_in.add(provider)
    if provider is Provider.TELEPHONY:
        _take_devices(state)
    else:
        _observe_agents(state)


def _take_devices(state: EngineState) -> None:
    """Register every trigger and CTI port."""
    state.unavailable.clear()
    take_devices(state, (*state.directory.triggers, *state.directory.ports))
    _when_answered(state, Provider.TELEPHONY, lambda: _ready(state, Provider.TELEPHONY))


def take_devices(state: EngineState, addresses: Iterable[str]) -> None:
    """Register triggers and CTI ports."""
    for address in addresses:
        terminal = state.directory.terminal_of(Provider.TELEPHONY, address)
        if not is_needed(state, address):
            continue  # reconfigured meanwhile
        if terminal is None:
            logger.warning("%s is not in the control list of the telephony user", address)
            state.unavailable.add(address)
        else:
            _register(state, address, terminal)


def is_needed(state: EngineState, address: str) -> bool:
    """Whether the engine needs the number: a CTI port, or the trigger of an application."""
    applications = state.applications.values()
    return address in state.directory.ports or any(each.setup.trigger == address for each in applications)


def _register(state: EngineState, address: str, terminal: str) -> None:
    state.ask(
        Provider.TELEPHONY,
        jtapi.RegisterTerminal(terminal),
        lambda answer: _registered(state, address, terminal, answer),
    )


def _registered(state: EngineState, address: str, terminal: str, answer: Answer) -> None:
    """The device is the engine's. One that another engine still has is asked for again."""
    if not is_needed(state, address):
        return
    if isinstance(answer, jtapi.Refused):
        state.unavailable.add(address)
        if Provider.TELEPHONY in state.signed_in:
            state.after(state.timers.register, partial(take_devices, state, (address,)))
        return
    state.unavailable.discard(address)
    port = state.directory.ports.get(address)
    if port is not None and not port.in_service:
        port.terminal = terminal
        port.in_service = True
        if not port.taken:
            port.group.free[port] = None
            state.ports_freed[port.group] = None


def _observe_agents(state: EngineState) -> None:
    """Hear the lines of the agents who are signed in; their calls come as snapshots."""
    state.in_snapshots.clear()
    for extension, agent in state.directory.lines.items():
        agent.terminal = state.directory.terminal_of(Provider.RMCM, extension) or agent.terminal
        state.ask(Provider.RMCM, jtapi.Observe(extension))
        other_lines.watch(state, agent)
    _when_answered(state, Provider.RMCM, lambda: _agents_observed(state))


def _agents_observed(state: EngineState) -> None:
    """Calls that are in no snapshot have ended while nobody listened."""
    for call in list(state.calls.values()):
        heard = Provider.RMCM in call.heard_by or not call.heard_by
        if heard and call.id not in state.in_snapshots:
            call.heard_by.discard(Provider.RMCM)
            if not call.heard_by:
                _end(state, call)
    state.in_snapshots.clear()
    _ready(state, Provider.RMCM)


def _when_answered(state: EngineState, provider: Provider, then: Callable[[], None]) -> None:
    """Do something when everything that was asked of the provider so far is answered and told.

    Answers come in order, and what a request causes is told before the next answer; so this asks for
    something that does nothing, and waits for that.
    """
    nothing = ""
    state.ask(
        provider, jtapi.Unobserve(nothing), lambda answer: then() if provider in state.signed_in else None
    )


def _ready(state: EngineState, provider: Provider) -> None:
    state.ready.add(provider)
    logger.info(
        "provider %s is ready; not available: %s", provider.value, ", ".join(state.unavailable) or "none"
    )
    if state.in_service:
        _tell_status(state)


# --- Going out of service -----------------------------------------------------------------------------------


def lost(state: EngineState, provider: Provider) -> None:
    """The link to CTI Manager is gone. People talk on; what is at CTI ports CUCM ends."""
    if provider not in state.signed_in:
        return
    was_in_service = state.in_service
    state.signed_in.discard(provider)
    state.ready.discard(provider)
    state.refuse_asked(provider)
    state.merges.clear()  # what became of them the snapshots tell
    if provider is Provider.TELEPHONY:
        _ports_lost(state)
    else:
        moves.move_all(state, Cause.CUCM_FAILOVER)
        other_lines.forget(state)
    if not state.signed_in:
        state.forget_ended()
    if was_in_service:
        _tell_status(state)


def _ports_lost(state: EngineState) -> None:
    for port in state.directory.ports.values():
        port_out(port)
    for call in list(state.calls.values()):
        call.heard_by.discard(Provider.TELEPHONY)
        if not call.heard_by:
            _end(state, call)


def _end(state: EngineState, call: Call) -> None:
    """Nobody hears the call any more. Who speaks of it yet means one that lives, or another of its number."""
    jtapi_call_events.end(state, call, [])
    state.call_lives(call.id)


def port_out(port: Port) -> None:
    """A CTI port serves nobody from now on."""
    port.in_service = False
    port.group.free.pop(port, None)


# --- Status -------------------------------------------------------------------------------------------------


def status(state: EngineState) -> CcxStatus:
    """The engine's status: in partial service while triggers or CTI ports are missing."""
    if not state.in_service:
        return CcxStatus.OUT_OF_SERVICE
    return CcxStatus.PARTIAL_SERVICE if state.unavailable else CcxStatus.IN_SERVICE


def tell_status(state: EngineState) -> bool:
    """Settling rule: triggers and CTI ports went missing, or are all there, and clients do not know."""
    if not state.in_service or status(state) is state.status_told:
        return False
    _tell_status(state)
    return True


def _tell_status(state: EngineState) -> None:
    state.status_told = status(state)
    online = SystemEventId.CCX_ONLINE if state.in_service else SystemEventId.CCX_OFFLINE
    state.tell_all(
        cti.SystemEvent(ccx_status=state.status_told, ccx_time=state.unix_time(), system_event_id=online)
    )
