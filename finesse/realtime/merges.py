"""Two calls became one. Sources: CTI guide, CALL_TRANSFERRED_EVENT and CALL_CONFERENCED_EVENT; Finesse Web
Services guide, Dialog (transfer and conference sequences).
"""

from __future__ import annotations

from collections.abc import Iterable

from ccx_engine.cti.enums import EventCause
from ccx_engine.cti.messages import CallConferencedEvent, CallTransferredEvent, ConnectedParty
from finesse.model.dialog import Dialog, Participant, State
from finesse.model.user import User
from finesse.realtime import words
from finesse.realtime.calls import wraps_up
from finesse.realtime.lists import drop, ended, forget, listing, relieved, shown
from finesse.realtime.notification import Notification
from finesse.realtime.state import RealtimeState


def call_transferred(state: RealtimeState, event: CallTransferredEvent, now: float) -> list[Notification]:
    """Who joined the two calls is off both; the others are on the one that stays."""
    survivor = state.dialogs.get(event.primary_call_id)
    if survivor is None:
        return []
    other = state.dialogs.get(event.secondary_call_id)
    heard: list[Notification] = []
    transferring = survivor.participants.get(event.transferring_device_id or "")
    if transferring is None or transferring.over:
        transferring = None
    elif wraps_up(state, survivor, transferring.user, besides=other):
        transferring.become(State.WRAP_UP, now)
    else:
        heard += drop(survivor, transferring, now)
        forget(survivor, transferring)
    merged, released = _merged(state, survivor, other, event.connected_parties, now)
    arrived = [user for party in survivor.live() for user in listing(survivor, party)]
    for user in arrived:
        own = survivor.of(user)
        if own is not None:
            survivor.types[own.address] = words.TRANSFER
    heard += merged + shown(survivor, arrived)
    for user in released:
        heard += relieved(user)
    if transferring is not None:
        heard += relieved(transferring.user)
    return heard


def call_conferenced(state: RealtimeState, event: CallConferencedEvent, now: float) -> list[Notification]:
    """Everyone of both calls is on the one that stays."""
    survivor = state.dialogs.get(event.primary_call_id)
    if survivor is None:
        return []
    other = state.dialogs.get(event.secondary_call_id)
    heard, released = _merged(state, survivor, other, event.connected_parties, now)
    if event.event_cause == EventCause.SUPERVISOR_BARGE_IN:
        supervisor = survivor.participants.get(event.added_party_device_id or "")
        if supervisor is not None:
            supervisor.barged_in = True
    survivor.call_type = words.CONFERENCE
    survivor.controller = event.controller_device_id or survivor.controller
    survivor.types.clear()
    arrived = [user for party in survivor.live() for user in listing(survivor, party)]
    heard += shown(survivor, arrived)
    for user in released:
        heard += relieved(user)
    return heard


def _merged(
    state: RealtimeState,
    survivor: Dialog,
    other: Dialog | None,
    parties: Iterable[ConnectedParty],
    now: float,
) -> tuple[list[Notification], list[User]]:
    """Move the parties to the surviving call, and the other one leaves every list; gives also who had it."""
    for party in parties:
        if not party.connected_party_device_id:
            continue  # a caller without number
        participant = _moved(survivor, other, party, now)
        participant.user = state.at(participant.address)
        participant.device_type = party.connected_party_device_type
        participant.become(State.ACTIVE, now)
    if other is None or other is survivor:
        return [], []
    survivor.secondary_id = other.id
    return ended(state, other, now)


def _moved(survivor: Dialog, other: Dialog | None, party: ConnectedParty, now: float) -> Participant:
    address = party.connected_party_device_id
    known = survivor.participants.get(address)
    if known is None or known.over:
        known = Participant(address, State.ACTIVE, now, now)
        before = None if other is None else other.participants.get(address)
        if before is not None and not before.over:
            known.start_time = before.start_time
        survivor.participants[address] = known
    return known
