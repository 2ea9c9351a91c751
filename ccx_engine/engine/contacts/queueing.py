"""CSQs: who waits, and in which order.

A contact waits at its priority, then by the time it entered the queue, and keeps that place until an agent
has answered it. Source: CCX Administration guide, the Select Resource step.
"""

from __future__ import annotations

import heapq
from collections.abc import Collection, Iterable

from ccx_engine.engine.calls import call_events
from ccx_engine.engine.model import Agent, Contact, ContactPhase, Csq, Place
from ccx_engine.engine.state import EngineState

LEFT_AT_MOST = 64  # dead places that a heap may carry besides as many living ones


def enqueue(state: EngineState, contact: Contact, csqs: Iterable[Csq], priority: int = 1) -> None:
    """A contact begins to wait in these CSQs, besides those it waits in, at one priority in all of them."""
    entered = {csq: state.now for csq in csqs if csq not in contact.entered}
    contact.phase = ContactPhase.QUEUED
    contact.entered |= entered
    if contact.priority != priority:
        set_priority(state, contact, priority)
    if entered:
        state.statistics.queued(contact, entered, state.now)
        call_events.queued(state, contact)
        line_up(state, contact)


def dequeue(state: EngineState, contact: Contact, csqs: Collection[Csq]) -> None:
    """The contact waits in these no longer. CCX has no event for it (CTI guide, CALL_DEQUEUED_EVENT)."""
    for csq in csqs:
        del contact.entered[csq]
        _give_up_place(contact, csq)
    state.statistics.dequeued(contact, csqs, state.now)
    if contact.phase is ContactPhase.QUEUED and not contact.entered:
        contact.phase = ContactPhase.IN_SCRIPT
        contact.offerable = False


def set_priority(state: EngineState, contact: Contact, priority: int) -> None:
    """The contact's priority changes, in all its CSQs at once."""
    contact.priority = priority
    for csq in contact.entered:
        _give_up_place(contact, csq)
    if contact.offerable:
        line_up(state, contact)


def line_up(state: EngineState, contact: Contact) -> None:
    """An agent may be found for the contact, from the place it has."""
    if contact.phase is not ContactPhase.QUEUED:
        return
    contact.offerable = True
    state.newly_waiting[contact] = None
    for csq in contact.entered:
        if csq not in contact.places:
            _tidy(csq)
            contact.places[csq] = place(contact, csq)
            heapq.heappush(csq.waiting, (contact.places[csq], contact))


def place(contact: Contact, csq: Csq) -> Place:
    """What a contact's place in a CSQ is by; the smallest is first."""
    return (-contact.priority, contact.entered[csq], contact.number)


def first_waiting(csq: Csq) -> Contact | None:
    """The contact that is first in the CSQ."""
    waiting = csq.waiting
    while waiting:
        at, contact = waiting[0]
        mine = contact.places.get(csq) == at
        if mine and contact.offerable:
            return contact
        heapq.heappop(waiting)
        if mine:
            del contact.places[csq]
        else:
            csq.left -= 1
    return None


def position(state: EngineState, contact: Contact) -> int:
    """How far back a contact is in the CSQ that it entered first; 1 is the next to get an agent."""
    csq = next(iter(contact.entered))
    mine = place(contact, csq)
    before = [
        at for at, other in csq.waiting if at < mine and other.offerable and other.places.get(csq) == at
    ]
    return len(before) + 1


def contact_for(agent: Agent) -> Contact | None:
    """Of all that wait in the agent's CSQs, the contact with the best place."""
    found = [
        (contact.places[csq], contact) for csq in agent.csqs if (contact := first_waiting(csq)) is not None
    ]
    return min(found, key=lambda each: each[0])[1] if found else None


def _give_up_place(contact: Contact, csq: Csq) -> None:
    if contact.places.pop(csq, None) is not None:
        csq.left += 1


def _tidy(csq: Csq) -> None:
    """Clear the dead places that no agent's search has come upon."""
    if csq.left <= LEFT_AT_MOST or csq.left * 2 <= len(csq.waiting):
        return
    csq.waiting[:] = [(at, contact) for at, contact in csq.waiting if contact.places.get(csq) == at]
    heapq.heapify(csq.waiting)
    csq.left = 0
