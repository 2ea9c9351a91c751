"""Two calls became one. Sources: CTI guide, CALL_TRANSFERRED_EVENT and CALL_CONFERENCED_EVENT; Finesse Web
Services guide, Dialog (transfer and conference sequences).
"""

from __future__ import annotations

from collections.abc import Generator, Iterator

from ccx_engine.cti.messages import CallConferencedEvent, CallTransferredEvent, ConnectedParty
from finesse.model.dialog import Dialog, Participant, State
from finesse.realtime import words
from finesse.realtime.calls import wraps_up
from finesse.realtime.lists import leave, listing, removed, shown
from finesse.realtime.notification import Notification
from finesse.realtime.state import RealtimeState


def call_transferred(state: RealtimeState, event: CallTransferredEvent, now: float) -> Iterator[Notification]:
    """Who joined the two calls is off both; the others are on the one that stays."""
    merged = yield from _merged(state, event, now)
    if merged is None:
        return
    transferring = merged.participants.get(event.transferring_device_id or "")
    arrived = tuple(user for party in merged.live() for user in listing(merged, party))
    for user in arrived:
        own = merged.of(user)
        if own is not None:
            merged.types[own.address] = words.TRANSFER
    if transferring is not None:
        transferring.become(State.DROPPED, now)
        if wraps_up(state, merged, transferring.user):
            transferring.become(State.WRAP_UP, now)
        else:
            yield from leave(merged, transferring)
    yield from shown(merged, arrived)


def call_conferenced(state: RealtimeState, event: CallConferencedEvent, now: float) -> Iterator[Notification]:
    """Everyone of both calls is on the one that stays."""
    merged = yield from _merged(state, event, now)
    if merged is None:
        return
    merged.call_type = words.CONFERENCE
    merged.types.clear()
    arrived = tuple(user for party in merged.live() for user in listing(merged, party))
    yield from shown(merged, arrived)


def _merged(
    state: RealtimeState, event: CallTransferredEvent | CallConferencedEvent, now: float
) -> Generator[Notification, None, Dialog | None]:
    """Move the parties to the surviving call, and take the other one out of every list."""
    survivor = state.dialogs.get(event.primary_call_id)
    other = state.dialogs.get(event.secondary_call_id)
    if survivor is None:
        return None
    for party in event.connected_parties:
        participant = _moved(survivor, other, party, now)
        participant.user = state.at(participant.address)
        participant.device_type = party.connected_party_device_type
        participant.become(State.ACTIVE, now)
    if other is not None and other is not survivor:
        survivor.secondary_id = other.id
        for participant in other.live():
            participant.become(State.DROPPED, now)
        yield from removed(state, other)
    return survivor


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
