"""A contact on its way to the chosen agent: reserve him, let his phone ring, join the calls or take it back.

The CTI port consults the agent's phone; that call has no media and can only be transferred. When the agent
answers, the two calls are joined and the caller's call lives on. Sources: Cisco Unified JTAPI Developers
Guide, consultWithoutMedia; CCX trace notes, "callback call flow".
"""

from __future__ import annotations

import logging

from ccx_engine.cti.enums import CallType, LocalConnectionState
from ccx_engine.engine.agents import moves, phone, selection
from ccx_engine.engine.calls import call_events
from ccx_engine.engine.contacts import lifecycle, queueing
from ccx_engine.engine.model import (
    Agent,
    Cause,
    Connection,
    Contact,
    ContactPhase,
    Csq,
    Delivery,
    DeliveryPhase,
    Provider,
)
from ccx_engine.engine.state import Answer, EngineState
from ccx_engine.jtapi import messages as jtapi
from ccx_engine.jtapi.model import Cause as JtapiCause
from ccx_engine.jtapi.model import CtiError, Ev, Reason

logger = logging.getLogger(__name__)

REFUSALS_AT_MOST = 3

# What a consult call that does not come about says of the agent; anything else is not his doing.
_REFUSED: dict[int, Cause] = {
    CtiError.DESTINATION_BUSY: Cause.OFF_HOOK,
    CtiError.TRANSFER_FAILED_DESTINATION_BUSY: Cause.OFF_HOOK,
    CtiError.DESTINATION_UNKNOWN: Cause.PHONE_DOWN,
    CtiError.LINE_OUT_OF_SERVICE: Cause.PHONE_DOWN,
    CtiError.DEVICE_OUT_OF_SERVICE: Cause.PHONE_DOWN,
}
_FAILED = {
    JtapiCause.USER_BUSY: Cause.OFF_HOOK,
    JtapiCause.UNALLOCATED: Cause.PHONE_DOWN,
    JtapiCause.DESTINATION_OUT_OF_ORDER: Cause.PHONE_DOWN,
}


def offer(state: EngineState, contact: Contact, agent: Agent, csq: Csq) -> None:
    """Reserve the agent and let his phone ring."""
    call, port = contact.call, contact.port
    assert port is not None, "a contact waits at a CTI port"
    contact.offerable = False
    made = Delivery(contact, agent, agent.extension, csq, port)
    contact.delivery = agent.delivery = made
    call.csq_id = csq.id
    selection.chosen(agent, csq)
    moves.move(state, agent, Cause.CHOSEN)
    call_events.diverted(state, contact, csq, agent)
    made.timer = state.after(state.timers.ring_no_answer, lambda: recall(state, made, Cause.NO_ANSWER))
    state.delivering[port.address] = made
    state.ask(
        Provider.TELEPHONY,
        jtapi.Consult(call.id, port.terminal, made.extension, media=False),
        lambda answer: _consulted(state, made, answer),
    )


def of(state: EngineState, call: int, calling: str, called: str) -> Delivery | None:
    """The delivery that a CUCM call belongs to. The agent's side may tell of it before its id is known."""
    known = state.consults.get(call)
    if known is not None:
        return known
    expected = state.delivering.get(calling)
    if expected is None or expected.extension != called:
        return None
    _identify(state, expected, call)
    return expected


def _identify(state: EngineState, delivery: Delivery, call: int) -> None:
    state.delivering.pop(delivery.port.address, None)
    delivery.consult = call
    state.consults[call] = delivery


def _consulted(state: EngineState, delivery: Delivery, answer: Answer) -> None:
    if delivery.phase is DeliveryPhase.OVER:
        return
    if isinstance(answer, jtapi.Refused):
        about_agent = _REFUSED.get(answer.error)
        if about_agent is None:
            delivery.contact.refusals += 1
        cause = delivery.outcome or about_agent or Cause.RESERVATION_CANCELLED
        _over(state, delivery, cause)
        return
    if not delivery.consult:
        _identify(state, delivery, answer.call)
    if delivery.phase is DeliveryPhase.RECALLED:
        _take_back(state, delivery)


def hear(state: EngineState, delivery: Delivery, evs: jtapi.CallEvs) -> None:
    """What happens to the consult call. Either provider may tell it; saying it twice changes nothing."""
    left_first = ""
    for ev in evs.events:
        if delivery.phase is DeliveryPhase.OVER:
            return
        if ev.ev is Ev.CTL_CONN_ALERTING and ev.address == delivery.extension:
            _rings(state, delivery)
        elif ev.ev is Ev.CTL_CONN_ESTABLISHED and ev.address == delivery.extension:
            _answered(state, delivery)
        elif ev.ev is Ev.CTL_CONN_FAILED:
            recall(state, delivery, _FAILED.get(ev.cause, Cause.NO_ANSWER))
        elif ev.ev is Ev.CTL_CONN_DISCONNECTED:
            left_first = left_first or ev.address
            if ev.address == delivery.extension:
                _gone(state, delivery, evs.reason, left_first)
        elif ev.ev is Ev.CALL_INVALID:
            _gone(state, delivery, evs.reason, left_first)


def _rings(state: EngineState, delivery: Delivery) -> None:
    if delivery.phase is not DeliveryPhase.ASKED:
        return
    delivery.phase = DeliveryPhase.RINGING
    delivery.contact.refusals = 0
    call, agent = delivery.contact.call, delivery.agent
    connection = Connection(
        call, delivery.extension, delivery.consult, LocalConnectionState.ALERTING, agent=agent, icd=True
    )
    call.connections[delivery.extension] = connection
    agent.connections[call.id] = connection
    call_events.begin_for(state, call, agent, CallType.CCX_IN)
    call_events.delivered(state, call, delivery.extension, delivery.consult)


def _answered(state: EngineState, delivery: Delivery) -> None:
    """The agent answers: he talks, and CUCM joins the calls."""
    _rings(state, delivery)
    if delivery.phase is not DeliveryPhase.RINGING:
        return
    delivery.phase = DeliveryPhase.ANSWERED
    _stop_timer(delivery)
    call, agent = delivery.contact.call, delivery.agent
    for connection in call.connections.values():
        if connection.state in (LocalConnectionState.ALERTING, LocalConnectionState.INITIATE):
            connection.state = LocalConnectionState.CONNECT
    agent.handling, agent.handled = delivery.csq, call
    moves.move(state, agent, Cause.ANSWERED)
    call_events.established(state, call, delivery.extension)
    state.ask(
        Provider.TELEPHONY,
        jtapi.Transfer(call.id, delivery.consult, delivery.port.terminal),
        lambda answer: _joined_or_not(state, delivery, answer),
    )


def _joined_or_not(state: EngineState, delivery: Delivery, answer: Answer) -> None:
    if isinstance(answer, jtapi.Done):
        _joined(state, delivery)
    else:
        recall(state, delivery, Cause.CALL_ENDED)


def _joined(state: EngineState, delivery: Delivery) -> None:
    """Caller and agent are in one call; the CTI port leaves it."""
    if delivery.phase is DeliveryPhase.OVER:
        return
    contact = delivery.contact
    _forget(state, delivery)
    connection = contact.call.connections.get(delivery.extension)
    if connection is not None:
        connection.at = contact.call.id
    lifecycle.connected(state, contact)
    _resume(delivery)


def recall(state: EngineState, delivery: Delivery, outcome: Cause) -> None:
    """Take the consult call back. What becomes of the agent is settled when it is gone from his phone."""
    if delivery.phase in (DeliveryPhase.RECALLED, DeliveryPhase.OVER):
        return
    delivery.phase = DeliveryPhase.RECALLED
    delivery.outcome = outcome
    _stop_timer(delivery)
    delivery.timer = state.after(state.timers.recall, lambda: _not_gone(state, delivery, outcome))
    if delivery.consult:
        _take_back(state, delivery)


def _take_back(state: EngineState, delivery: Delivery) -> None:
    state.ask(
        Provider.TELEPHONY,
        jtapi.Disconnect(delivery.consult, delivery.port.address),
        lambda answer: _taken_back(state, delivery, answer),
    )


def _taken_back(state: EngineState, delivery: Delivery, answer: Answer) -> None:
    if isinstance(answer, jtapi.Refused) and delivery.outcome is not None:  # it is gone already
        _over(state, delivery, delivery.outcome)


def _not_gone(state: EngineState, delivery: Delivery, outcome: Cause) -> None:
    logger.warning("call %d was taken back from %s but has not ended", delivery.consult, delivery.extension)
    _over(state, delivery, outcome)


def _gone(state: EngineState, delivery: Delivery, reason: Reason, left_first: str) -> None:
    """The consult call is over: joined, taken back, left by the caller's side, or hung up by the agent."""
    by_agent = left_first == delivery.extension
    if delivery.phase is DeliveryPhase.ANSWERED:
        if reason is Reason.TRANSFER:
            _joined(state, delivery)
            return
        _over(state, delivery, Cause.CALL_ENDED)
    elif delivery.outcome is not None:
        _over(state, delivery, delivery.outcome)
    else:
        _over(state, delivery, Cause.NO_ANSWER if by_agent else Cause.RESERVATION_CANCELLED)


def _over(state: EngineState, delivery: Delivery, cause: Cause) -> None:
    """The agent is free of the contact, and the contact of the agent."""
    if delivery.phase is DeliveryPhase.OVER:
        return
    contact, agent = delivery.contact, delivery.agent
    answered = cause is Cause.CALL_ENDED
    still_his = agent.delivery is delivery
    _forget(state, delivery)
    connection = contact.call.connections.get(delivery.extension)
    if connection is not None:
        call_events.connection_cleared(state, connection)
        if connection.agent is not None:
            call_events.ended_for(state, contact.call, agent, delivery.extension)
            agent.connections.pop(contact.call.id, None)
        del contact.call.connections[delivery.extension]
    if still_his and answered:
        phone.call_ended(state, agent)
    elif still_his:
        moves.move(state, agent, cause)
    if contact.phase is ContactPhase.OVER:
        lifecycle.release_port(state, contact)
    elif answered or contact.refusals >= REFUSALS_AT_MOST:
        lifecycle.hang_up(state, contact)
    else:
        if contact.phase is ContactPhase.QUEUED:  # CALL_DIVERTED has told that it left
            call_events.queued(state, contact)
        _back_to_queue(state, contact)
    _resume(delivery)


def joining(state: EngineState, call_id: int) -> Delivery | None:
    """The delivery of a call that its agent has answered, while CUCM joins the two calls.

    Nothing can be asked of the call until it is known whether it worked: the call at his phone may be gone.
    """
    call = state.calls.get(call_id)
    delivery = call.contact.delivery if call is not None and call.contact is not None else None
    return delivery if delivery is not None and delivery.phase is DeliveryPhase.ANSWERED else None


def _resume(delivery: Delivery) -> None:
    postponed, delivery.postponed = delivery.postponed, []
    for request in postponed:
        request()


def _forget(state: EngineState, delivery: Delivery) -> None:
    delivery.phase = DeliveryPhase.OVER
    _stop_timer(delivery)
    state.delivering.pop(delivery.port.address, None)
    if delivery.consult:
        state.consults.pop(delivery.consult, None)
        state.call_ended(delivery.consult)
    delivery.contact.delivery = None
    if delivery.agent.delivery is delivery:
        delivery.agent.delivery = None


def _back_to_queue(state: EngineState, contact: Contact) -> None:
    """The caller is taken off hold and waits at the place he had."""
    port = contact.port
    if port is None:
        return
    if contact.held:
        state.ask(
            Provider.TELEPHONY,
            jtapi.Unhold(contact.call.id, port.terminal),
            lambda answer: _retrieved(state, contact, answer),
        )
    elif contact.refusals:
        contact.timer = state.after(state.timers.retry, lambda: queueing.line_up(state, contact))
    else:
        queueing.line_up(state, contact)


def _retrieved(state: EngineState, contact: Contact, answer: Answer) -> None:
    if contact.phase is not ContactPhase.QUEUED:
        return
    if isinstance(answer, jtapi.Done):
        contact.held = False
        queueing.line_up(state, contact)
        return
    contact.refusals += 1
    if contact.refusals >= REFUSALS_AT_MOST:
        lifecycle.hang_up(state, contact)
    else:
        contact.timer = state.after(state.timers.retry, lambda: _back_to_queue(state, contact))


def _stop_timer(delivery: Delivery) -> None:
    if delivery.timer is not None:
        delivery.timer.cancel()
        delivery.timer = None


# --- Settling rules -----------------------------------------------------------------------------------------


def call_back_stranded(state: EngineState) -> bool:
    """A delivery whose caller or agent is gone is taken back."""
    if not state.stranded:
        return False
    stranded = state.stranded.pop()
    if stranded.contact.phase is not ContactPhase.OVER and stranded.agent.delivery is stranded:
        stranded.agent.delivery = None  # he has left Reserved for a reason of his own
    answered = stranded.phase is DeliveryPhase.ANSWERED
    recall(state, stranded, Cause.CALL_ENDED if answered else Cause.RESERVATION_CANCELLED)
    return True


def meet(state: EngineState) -> bool:
    """A waiting contact and a Ready agent who may take it meet."""
    while state.newly_ready:
        agent = next(iter(state.newly_ready))
        del state.newly_ready[agent]
        contact = queueing.contact_for(agent) if _is_ready(agent) else None
        if contact is not None:
            offer(state, contact, agent, _shared(contact, agent))
            return True
    while state.newly_waiting:
        contact = next(iter(state.newly_waiting))
        del state.newly_waiting[contact]
        for csq in contact.csqs if contact.offerable else ():
            chosen = selection.agent_for(csq)
            if chosen is not None:
                offer(state, contact, chosen, csq)
                return True
    return False


def _is_ready(agent: Agent) -> bool:
    return any(agent in csq.ready for csq in agent.csqs)


def _shared(contact: Contact, agent: Agent) -> Csq:
    """The first of the contact's CSQs that the agent belongs to."""
    return next(csq for csq in contact.csqs if csq in agent.csqs)
