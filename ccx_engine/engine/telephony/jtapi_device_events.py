"""JTAPI's events of devices: phones, lines, triggers and CTI ports come, go, serve, fail and are restricted.

Source: Cisco Unified JTAPI Developers Guide, CiscoTermEv, CiscoAddrEv.
"""

from __future__ import annotations

from ccx_engine.cti import messages as cti
from ccx_engine.cti.enums import DeviceType, SystemEventId
from ccx_engine.engine.agents import phone
from ccx_engine.engine.model import Agent, Cause, Provider
from ccx_engine.engine.queries import terminals
from ccx_engine.engine.state import EngineState
from ccx_engine.engine.telephony import providers
from ccx_engine.jtapi import messages as jtapi
from ccx_engine.jtapi.model import Ev

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


def hear(state: EngineState, provider: Provider, event: jtapi.DeviceEv) -> None:
    """A provider, terminal or address came into service or went out of it."""
    if event.ev in _LOST:
        providers.lost(state, provider)
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
                providers.port_out(port)
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
        providers.take_devices(state, (event.address,))
    elif providers.is_needed(state, event.address):
        state.unavailable.add(event.address)


def _agents_line(state: EngineState, event: jtapi.DeviceEv) -> None:
    """The line of an agent who is signed in may be at another phone now."""
    agent = state.directory.lines.get(event.address)
    if agent is not None and event.address not in state.directory.addresses_of(Provider.RMCM, agent.terminal):
        agent.terminal = event.terminal
        state.ask(Provider.RMCM, jtapi.Observe(event.address))


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
            phone.restriction_lifted(state, agent)
        else:
            phone.line_restricted(state, agent, cause)


def _phone(state: EngineState, agent: Agent, serves: bool) -> None:
    """An agent's phone came or went: every client is told of the device, then of the agent."""
    state.tell_all(
        cti.SystemEvent(
            ccx_status=providers.status(state),
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
        phone.up(state, agent)
    else:
        phone.down(state, agent)
