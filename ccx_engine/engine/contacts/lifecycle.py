"""A contact begins, is connected, and ends: its session of the application and the CTI port it holds."""

from __future__ import annotations

from ccx_engine.engine.model import Application, Call, Contact, ContactPhase, Port, Provider
from ccx_engine.engine.state import EngineState
from ccx_engine.jtapi import messages as jtapi


def begin(state: EngineState, call: Call, application: Application) -> Contact:
    """A session of the application for a call that reached its trigger."""
    state.contacts += 1
    application.sessions += 1
    contact = Contact(call, application, state.contacts)
    call.contact = contact
    call.application_id = application.setup.id
    return contact


def take_port(contact: Contact) -> Port | None:
    """A free port of the application's group, the one free for the longest."""
    free = contact.application.group.free
    port = next(iter(free), None)
    if port is not None:
        del free[port]
        port.taken = True
        contact.port = port
        contact.ports_tried += 1
    return port


def release_port(state: EngineState, contact: Contact) -> None:
    """Give the port back, if neither the call nor a consult call is there any more."""
    port = contact.port
    if port is None or contact.at_port or contact.delivery is not None:
        return
    contact.port = None
    port.taken = False
    if port.deleted:
        del state.directory.ports[port.address]
    elif port.in_service:
        port.group.free[port] = None
        state.ports_freed[port.group] = None


def connected(state: EngineState, contact: Contact) -> None:
    """The contact is with an agent; the application is done with it."""
    if contact.phase is not ContactPhase.OVER:
        contact.phase = ContactPhase.CONNECTED
        contact.application.sessions -= 1
    _stop(contact)
    release_port(state, contact)


def over(state: EngineState, contact: Contact) -> None:
    """The caller is gone. What is under way for him is called back by a settling rule."""
    if contact.phase is ContactPhase.OVER:
        return
    if contact.phase is not ContactPhase.CONNECTED:
        contact.application.sessions -= 1
    if contact.phase is ContactPhase.QUEUED:
        state.statistics.abandoned(contact, state.now)
    contact.phase = ContactPhase.OVER
    _stop(contact)
    if contact.delivery is not None:
        state.stranded.append(contact.delivery)
    release_port(state, contact)


def go_over(state: EngineState, contact: Contact, call: Call) -> None:
    """The caller waits on in another call: an agent who had called the trigger has joined the two."""
    earlier = call.contact
    contact.call.contact = None
    if earlier is not None and earlier.phase not in (ContactPhase.CONNECTED, ContactPhase.OVER):
        over(state, contact)  # two ports with nobody between them
        if contact.port is not None:
            address = contact.port.address
            state.ask(Provider.TELEPHONY, jtapi.Disconnect(call.id, address))
        contact.at_port = False
        release_port(state, contact)
        return
    contact.call, call.contact = call, contact
    call.application_id = contact.application.setup.id


def hang_up(state: EngineState, contact: Contact) -> None:
    """End the caller's call at the port; CUCM's events do the rest."""
    port = contact.port
    if port is not None and contact.at_port:
        state.ask(Provider.TELEPHONY, jtapi.Disconnect(contact.call.id, port.address))


def _stop(contact: Contact) -> None:
    contact.offerable = False
    for csq in contact.places:
        csq.left += 1
    contact.places.clear()
    contact.run = None
    if contact.run_timer is not None:
        contact.run_timer.cancel()
        contact.run_timer = None
    if contact.timer is not None:
        contact.timer.cancel()
        contact.timer = None
    contact.application.group.waiting.pop(contact, None)
