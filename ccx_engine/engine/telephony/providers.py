"""The two JTAPI providers: what comes from CUCM, which devices are in service, what a loss means.

Source: Cisco Unified JTAPI Developers Guide, Provider; CCX Administration guide, subsystem status.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from functools import partial

from ccx_engine.cti import messages as cti
from ccx_engine.cti.enums import CcxStatus, DeviceType, SystemEventId
from ccx_engine.engine.agents import moves, other_lines
from ccx_engine.engine.contacts import application_tasks
from ccx_engine.engine.model import Agent, Call, Cause, Port, Provider
from ccx_engine.engine.queries import terminals
from ccx_engine.engine.state import Answer, EngineState
from ccx_engine.engine.telephony import adoption, jtapi_call_events
from ccx_engine.jtapi import messages as jtapi
from ccx_engine.jtapi.model import Ev

logger = logging.getLogger(__name__)

_IN_SERVICE = frozenset({Ev.TERM_IN_SERVICE, Ev.ADDR_IN_SERVICE})
_OUT_OF_SERVICE = frozenset({Ev.TERM_OUT_OF_SERVICE, Ev.ADDR_OUT_OF_SERVICE})
_RESTRICTED = {
    Ev.ADDR_RESTRICTED: Cause.LINE_RESTRICTED,
    Ev.TERM_RESTRICTED: Cause.DEVICE_RESTRICTED,
    Ev.ADDR_ACTIVATED: Cause.RESTRICTION_LIFTED,
    Ev.TERM_ACTIVATED: Cause.RESTRICTION_LIFTED,
}
_CONTROL_LIST = frozenset({Ev.TERM_CREATED, Ev.TERM_REMOVED, Ev.ADDR_CREATED, Ev.ADDR_REMOVED})
_LOST = frozenset({Ev.PROV_OUT_OF_SERVICE, Ev.PROV_SHUTDOWN})


def hear(state: EngineState, provider: Provider, message: jtapi.Message) -> None:
    """A message of CTI Manager, for the provider that it is signed in as."""
    match message:
        case jtapi.CallEvs():
            jtapi_call_events.hear(state, provider, message)
            _other_lines(state, message)
        case jtapi.Done() | jtapi.Refused():
            state.answered(message)
        case jtapi.Snapshot():
            state.in_snapshots.add(message.call)
            adoption.adopt(state, provider, message)
            _other_lines(state, message)
        case jtapi.Dtmf():
            application_tasks.press(state, message)
        case jtapi.DeviceEv():
            _device(state, provider, message)
        case jtapi.Terminals():
            _signed_in(state, provider, message)


def _other_lines(state: EngineState, message: jtapi.CallEvs | jtapi.Snapshot) -> None:
    for agent in other_lines.hear(state, message):
        moves.other_line(state, agent)


# --- Coming into service ------------------------------------------------------------------------------------


def _signed_in(state: EngineState, provider: Provider, controlled: jtapi.Terminals) -> None:
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
        if not _needed(state, address):
            continue  # reconfigured meanwhile
        if terminal is None:
            logger.warning("%s is not in the control list of the telephony user", address)
            state.unavailable.add(address)
        else:
            _register(state, address, terminal)


def _needed(state: EngineState, address: str) -> bool:
    """Whether this is a CTI port, or the trigger of an application."""
    applications = state.applications.values()
    return address in state.directory.ports or any(each.setup.trigger == address for each in applications)


def _register(state: EngineState, address: str, terminal: str) -> None:
    state.ask(
        Provider.TELEPHONY,
        lambda request_id: jtapi.RegisterTerminal(terminal, request_id=request_id),
        lambda answer: _registered(state, address, terminal, answer),
    )


def _registered(state: EngineState, address: str, terminal: str, answer: Answer) -> None:
    """The device is the engine's. One that another engine still has is asked for again."""
    if not _needed(state, address):
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
        state.ask(Provider.RMCM, partial(_observe, extension))
        other_lines.watch(state, agent)
    _when_answered(state, Provider.RMCM, lambda: _agents_observed(state))


def _observe(extension: str, request_id: int) -> jtapi.Request:
    return jtapi.Observe(extension, request_id=request_id)


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
        provider,
        lambda request_id: jtapi.Unobserve(nothing, request_id=request_id),
        lambda answer: then() if provider in state.signed_in else None,
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
        moves.provider_lost(state)
        other_lines.forget(state)
    if not state.signed_in:
        state.forget_ended()
    if was_in_service:
        _tell_status(state)


def _ports_lost(state: EngineState) -> None:
    for port in state.directory.ports.values():
        _port_out(port)
    for call in list(state.calls.values()):
        call.heard_by.discard(Provider.TELEPHONY)
        if not call.heard_by:
            _end(state, call)


def _end(state: EngineState, call: Call) -> None:
    """Nobody hears the call any more. Who speaks of it yet means one that lives, or another of its number."""
    jtapi_call_events.end(state, call, [])
    state.call_lives(call.id)


def _port_out(port: Port) -> None:
    port.in_service = False
    port.group.free.pop(port, None)


def _device(state: EngineState, provider: Provider, event: jtapi.DeviceEv) -> None:
    """A provider, terminal or address came into service or went out of it."""
    if event.ev in _LOST:
        lost(state, provider)
        return
    if event.ev in _RESTRICTED:
        _restricted(state, provider, event)
        return
    if event.ev in _CONTROL_LIST:
        _control_list(state, provider, event)
        if event.address and provider is Provider.TELEPHONY:
            _port_or_trigger(state, event)
        elif event.ev is Ev.ADDR_CREATED:
            _agents_line(state, event)
        return
    terminal = event.terminal or state.directory.terminal_of(provider, event.address)
    if terminal is None or event.ev not in _IN_SERVICE | _OUT_OF_SERVICE:
        return
    serves = event.ev in _IN_SERVICE
    lines = (event.address,) if event.address else state.directory.addresses_of(provider, terminal)
    if provider is Provider.TELEPHONY:
        for address in lines:
            port = state.directory.ports.get(address)
            if port is not None and not serves:
                _port_out(port)
        return
    state.directory.set_in_service(terminal, event.address, serves)
    for address in lines:
        agent = state.directory.lines.get(address)
        if agent is not None and agent.terminal == terminal:
            serves = state.directory.in_service(terminal, address)
            if serves is agent.phone_down:
                _phone(state, agent, serves)


def _control_list(state: EngineState, provider: Provider, event: jtapi.DeviceEv) -> None:
    """A terminal or line came or left: the directory follows, and clients hear of a phone."""
    directory, name = state.directory, event.terminal
    before = directory.phone(name)
    directory.follow(provider, event)
    after = directory.phone(name)
    if before != after:
        terminals.tell_changes(state, {name: before} if before else {}, {name: after} if after else {})


def _port_or_trigger(state: EngineState, event: jtapi.DeviceEv) -> None:
    """A line came into the telephony user's control list, or left it."""
    if event.ev is Ev.ADDR_CREATED:
        take_devices(state, (event.address,))
    elif _needed(state, event.address):
        state.unavailable.add(event.address)


def _agents_line(state: EngineState, event: jtapi.DeviceEv) -> None:
    """The line of an agent who is signed in may be at another phone now."""
    agent = state.directory.lines.get(event.address)
    if agent is not None and event.address not in state.directory.addresses_of(Provider.RMCM, agent.terminal):
        agent.terminal = event.terminal
        state.ask(Provider.RMCM, partial(_observe, event.address))


def _restricted(state: EngineState, provider: Provider, event: jtapi.DeviceEv) -> None:
    """CUCM's administrator has changed whether a phone or a line may be controlled."""
    cause = _RESTRICTED[event.ev]
    state.directory.set_restricted(event.address or event.terminal, cause is not Cause.RESTRICTION_LIFTED)
    for address in (
        (event.address,) if event.address else state.directory.addresses_of(provider, event.terminal)
    ):
        agent = state.directory.lines.get(address)
        if agent is None or provider is not Provider.RMCM:
            continue
        if cause is Cause.RESTRICTION_LIFTED:
            moves.restriction_lifted(state, agent)
        else:
            moves.line_restricted(state, agent, cause)


def _phone(state: EngineState, agent: Agent, serves: bool) -> None:
    """An agent's phone came or went: every client is told of the device, then of the agent."""
    state.tell_all(
        cti.SystemEvent(
            ccx_status=status(state),
            ccx_time=state.unix_time(),
            system_event_id=(
                SystemEventId.INSTRUMENT_BACK_IN_SERVICE
                if serves
                else SystemEventId.INSTRUMENT_OUT_OF_SERVICE
            ),
            event_device_type=DeviceType.AGENT_DEVICE,
            event_device_id=agent.extension,
        )
    )
    if serves:
        moves.phone_up(state, agent)
    else:
        moves.phone_down(state, agent)


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
