"""From a trigger to a CTI port: the call is redirected, accepted and answered there, and the script begins.

Source: CCX trace notes, "callback call flow"; CCX Administration guide, Unified CM Telephony triggers.
"""

from __future__ import annotations

import logging

from ccx_engine.engine.calls import call_events
from ccx_engine.engine.contacts import application_tasks, lifecycle
from ccx_engine.engine.model import Application, Call, Contact, ContactPhase, Port, Provider
from ccx_engine.engine.state import Answer, EngineState
from ccx_engine.jtapi import messages as jtapi
from ccx_engine.jtapi.model import Reason

logger = logging.getLogger(__name__)

_ON_THE_WAY = frozenset({ContactPhase.AT_TRIGGER, ContactPhase.REDIRECTING, ContactPhase.AT_PORT})


def offered(state: EngineState, call: Call, application: Application) -> None:
    """A call reached the trigger. Without a session, or in time a CTI port, for it, it is turned down."""
    if call.contact is not None:
        return
    if application.sessions >= application.setup.max_sessions:
        text = "call=%d is turned down: all %d sessions of application %s are in use"
        logger.warning(text, call.id, application.sessions, application.setup.name)
        _reject(state, call.id, application.setup.trigger)
        return
    contact = lifecycle.begin(state, call, application)
    _find_port(state, contact)


def _find_port(state: EngineState, contact: Contact) -> None:
    port = lifecycle.take_port(contact)
    if port is not None:
        _redirect(state, contact, port)
        return
    contact.application.group.waiting[contact] = None
    contact.timer = state.after(state.timers.trigger_idle, lambda: _turn_down(state, contact))


def _redirect(state: EngineState, contact: Contact, port: Port) -> None:
    contact.phase = ContactPhase.REDIRECTING
    if contact.timer is not None:
        contact.timer.cancel()
    contact.timer = state.after(state.timers.setup, lambda: _stuck(state, contact))
    call, trigger = contact.call.id, contact.application.setup.trigger
    state.ask(
        Provider.TELEPHONY,
        jtapi.Redirect(call, trigger, port.address),
        lambda answer: _redirected(state, contact, answer),
    )


def _redirected(state: EngineState, contact: Contact, answer: Answer) -> None:
    """The port does not take it: try another, as often as the group has ports."""
    if isinstance(answer, jtapi.Done) or contact.phase is not ContactPhase.REDIRECTING:
        return
    contact.phase = ContactPhase.AT_TRIGGER
    lifecycle.release_port(state, contact)
    if contact.ports_tried < len(contact.application.group.ports):
        _find_port(state, contact)
    else:
        _turn_down(state, contact)


def at_port(state: EngineState, call: Call, port: Port) -> None:
    """The call arrives at a CTI port: accept it there."""
    contact = call.contact
    if contact is None or contact.port is not port:
        refuse_at_port(state, call.id, port)
        return
    contact.at_port = True
    if contact.phase is ContactPhase.REDIRECTING:
        contact.phase = ContactPhase.AT_PORT
        state.ask(Provider.TELEPHONY, jtapi.Accept(call.id, port.address))


def rings_at_port(state: EngineState, call: Call, port: Port) -> None:
    """The call rings at the port, which answers it."""
    at_port(state, call, port)
    contact = call.contact
    if contact is not None and contact.port is port and contact.phase is ContactPhase.AT_PORT:
        state.ask(Provider.TELEPHONY, jtapi.Answer(call.id, port.terminal))


def answered_at_port(state: EngineState, call: Call, port: Port) -> None:
    """The port has answered: the script begins."""
    at_port(state, call, port)
    contact = call.contact
    if contact is None or contact.port is not port or contact.phase is not ContactPhase.AT_PORT:
        return
    if contact.timer is not None:
        contact.timer.cancel()
    call_events.established(state, call, port.address)
    application_tasks.begin(state, contact)


def left_port(state: EngineState, call: Call, port: Port, reason: Reason) -> None:
    """The call is no longer at the port: it was joined with the agent's, or it is over."""
    contact = call.contact
    if contact is None or contact.port is not port:
        return
    contact.at_port = False
    if reason is not Reason.TRANSFER:
        lifecycle.over(state, contact)
    lifecycle.release_port(state, contact)


def refuse_at_port(state: EngineState, call: int, port: Port) -> None:
    """A call that no session expects at a port, such as one that an engine before this left there."""
    logger.info("call=%d at CTI port %s belongs to no session", call, port.address)
    state.ask(Provider.TELEPHONY, jtapi.Disconnect(call, port.address))


def _turn_down(state: EngineState, contact: Contact) -> None:
    setup, group = contact.application.setup, contact.application.group
    text = "call=%d is turned down: application %s had no CTI port for it, all %d of group %d are in use"
    logger.warning(text, contact.call.id, setup.name, len(group.ports), group.id)
    lifecycle.over(state, contact)
    _reject(state, contact.call.id, contact.application.setup.trigger)


def _stuck(state: EngineState, contact: Contact) -> None:
    """CUCM has not brought the call to the port in time."""
    if contact.phase not in _ON_THE_WAY:
        return
    logger.warning("call=%d has not arrived at its CTI port", contact.call.id)
    port = contact.port
    contact.at_port = False
    lifecycle.over(state, contact)
    if port is not None:
        refuse_at_port(state, contact.call.id, port)


def _reject(state: EngineState, call: int, trigger: str) -> None:
    state.ask(Provider.TELEPHONY, jtapi.Reject(call, trigger))


# --- Settling rule ------------------------------------------------------------------------------------------


def take_freed_ports(state: EngineState) -> bool:
    """A free CTI port takes the contact that waits for one the longest."""
    while state.ports_freed:
        group = next(iter(state.ports_freed))
        if group.waiting and group.free:
            contact = next(iter(group.waiting))
            del group.waiting[contact]
            _find_port(state, contact)
            return True
        del state.ports_freed[group]
    return False
