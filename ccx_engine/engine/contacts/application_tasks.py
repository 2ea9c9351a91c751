"""A contact's script: what its steps do to calls and queues, and how digits and time reach it."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass

from ccx_engine.cti.call_variables import Unfit
from ccx_engine.engine.call_data import as_given
from ccx_engine.engine.calls import call_events
from ccx_engine.engine.contacts import lifecycle, queueing
from ccx_engine.engine.model import Contact, ContactPhase, Provider
from ccx_engine.engine.scripts.run import Run
from ccx_engine.engine.state import Answer, EngineState
from ccx_engine.jtapi import messages as jtapi

logger = logging.getLogger(__name__)

_RUNS = frozenset({ContactPhase.IN_SCRIPT, ContactPhase.QUEUED})


def begin(state: EngineState, contact: Contact) -> None:
    """The port has answered: the script of the contact's application takes over."""
    contact.phase = ContactPhase.IN_SCRIPT
    contact.run = Run(contact.application.setup.steps, _ScriptCaller(state, contact), state.timers.configured)
    contact.run.begin(state.now)
    _arm(state, contact)


def press(state: EngineState, heard: jtapi.Dtmf) -> None:
    """Keys were pressed by who is at a CTI port."""
    call = state.calls.get(heard.call)
    contact = call.contact if call is not None else None
    if contact is None or contact.run is None or contact.port is None:
        return
    if contact.port.address == heard.address:
        contact.run.press(heard.digits, state.now)
        _arm(state, contact)


def _arm(state: EngineState, contact: Contact) -> None:
    if contact.run_timer is not None:
        contact.run_timer.cancel()
        contact.run_timer = None
    run = contact.run
    if run is not None and run.deadline is not None:
        contact.run_timer = state.after(run.deadline - state.now, lambda: _wake(state, contact))


def _wake(state: EngineState, contact: Contact) -> None:
    """A time is over. While an agent's phone rings for the contact, its script stands still."""
    contact.run_timer = None
    if contact.delivery is not None or contact.held:
        state.scripts_due[contact] = None
    elif contact.run is not None:
        contact.run.tick(state.now)
        _arm(state, contact)


@dataclass(frozen=True, slots=True)
class _ScriptCaller:
    """A contact, as its script sees it."""

    state: EngineState
    contact: Contact

    @property
    def waits(self) -> bool:
        return self.contact.phase is ContactPhase.QUEUED

    def position(self) -> int:
        return queueing.position(self.state, self.contact) if self.waits else 0

    def variable(self, name: str) -> str:
        return self.contact.call.data.value(name)

    def set(self, values: Mapping[str, str]) -> None:
        call, port = self.contact.call, self.contact.port
        device = port.address if port else call.device
        try:
            given = as_given(values, call.data)
        except Unfit as unfit:
            logger.warning("call=%d cannot carry what its script sets: %s", call.id, unfit)
            return
        changed = call.data.change(given)
        call_events.data_update(self.state, call, device, changed)

    def queue(self, csqs: tuple[int, ...], priority: int) -> None:
        found = tuple(self.state.csqs[each] for each in csqs if each in self.state.csqs)
        if len(found) < len(csqs):
            logger.warning(
                "call=%d cannot wait in CSQs that are gone: %s",
                self.contact.call.id,
                ", ".join(map(str, csqs)),
            )
        if found:
            queueing.enqueue(self.state, self.contact, found, priority or self.contact.priority)

    def dequeue(self, csqs: tuple[int, ...]) -> None:
        leaves = [csq for csq in self.contact.csqs if not csqs or csq.id in csqs]
        queueing.dequeue(self.state, self.contact, leaves)

    def set_priority(self, priority: int) -> None:
        queueing.set_priority(self.state, self.contact, priority)

    def transfer(self, number: str) -> None:
        state, contact = self.state, self.contact
        call, port = contact.call.id, contact.port
        assert port is not None, "a script runs at a CTI port"
        self.dequeue(())
        state.ask(
            Provider.TELEPHONY,
            jtapi.Redirect(call, port.address, number),
            lambda answer: _sent_away(state, contact, answer),
        )

    def hang_up(self) -> None:
        self.dequeue(())
        lifecycle.hang_up(self.state, self.contact)


def _sent_away(state: EngineState, contact: Contact, answer: Answer) -> None:
    if isinstance(answer, jtapi.Refused) and contact.run is not None:
        contact.run.transfer_failed(state.now)
        _arm(state, contact)


# --- Settling rule ------------------------------------------------------------------------------------------


def go_on(state: EngineState) -> bool:
    """A script that stood still goes on once its contact is back in the queue."""
    for contact in state.scripts_due:
        if contact.phase not in _RUNS or (contact.delivery is None and not contact.held):
            del state.scripts_due[contact]
            if contact.phase in _RUNS:
                _wake(state, contact)
            return True
    return False
