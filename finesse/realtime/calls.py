"""What happened to calls.

CTI tells a bridge client of every call, also while an application or a queue has it and no agent is on it.
Each is a Dialog here; a user sees it once it is in his list. Sources: CTI guide, Call Events; Finesse Web
Services guide, Dialog (event sequences).
"""

from __future__ import annotations

from ccx_engine.cti.call_variables import CALL_VARIABLES
from ccx_engine.cti.enums import NULL_CSQ, DeviceType
from ccx_engine.cti.messages import (
    BeginCallEvent,
    CallClearedEvent,
    CallConnectionClearedEvent,
    CallData,
    CallDataUpdateEvent,
    CallDeliveredEvent,
    CallDivertedEvent,
    CallEstablishedEvent,
    CallFailedEvent,
    CallHeldEvent,
    CallOriginatedEvent,
    CallRetrievedEvent,
    CallServiceInitiatedEvent,
    EndCallEvent,
    SnapshotCallConf,
)
from finesse.model.dialog import Dialog, Participant, State, dialogs_of
from finesse.model.user import User, UserState
from finesse.realtime import actions, words
from finesse.realtime.lists import (
    drop,
    forget,
    listing,
    put_in_list,
    relieved,
    removed,
    shown,
    take_from_list,
)
from finesse.realtime.notification import Notification, dialog_added, dialog_removed
from finesse.realtime.state import RealtimeState

# Where an application holds a call: shown as a party only until an agent takes its place.
_MACHINES = frozenset({DeviceType.CTI_PORT, DeviceType.ROUTE_POINT})


def call_begun(state: RealtimeState, event: BeginCallEvent, now: float) -> list[Notification]:
    """A call became known; for a further party of a known call, how it looks from there."""
    dialog = state.dialogs.get(event.call_id)
    kind = words.CALL_TYPES.get(event.call_type, "")
    if dialog is None:
        dialog = _dialog(state, event.call_id)
        dialog.call_type = kind
    elif kind and kind != dialog.call_type:
        dialog.types[event.connection_device_id] = kind
    dialog.from_address = dialog.from_address or event.ani or ""
    dialog.to_address = dialog.to_address or event.dialed_number or event.dnis or ""
    take_data(dialog, event)
    if dialog.call_type == words.CONSULT:
        _associate(state, dialog, event.connection_device_id, State.HELD)
    return shown(dialog)


def call_service_initiated(
    state: RealtimeState, event: CallServiceInitiatedEvent, now: float
) -> list[Notification]:
    """A phone went off-hook."""
    dialog = _dialog(state, event.call_id)
    caller = _party(state, dialog, event.calling_device_id, event.calling_device_type, State.INITIATING, now)
    dialog.from_address = dialog.from_address or caller.address
    return shown(dialog, listing(dialog, caller))


def call_originated(state: RealtimeState, event: CallOriginatedEvent, now: float) -> list[Notification]:
    """A phone dialled."""
    dialog = _dialog(state, event.call_id)
    address = event.calling_device_id or event.connection_device_id
    caller = _party(state, dialog, address, event.calling_device_type, State.INITIATED, now)
    caller.become(State.INITIATED, now)
    dialog.from_address = dialog.from_address or address
    dialog.to_address = dialog.to_address or event.called_device_id or ""
    return shown(dialog, listing(dialog, caller))


def call_delivered(state: RealtimeState, event: CallDeliveredEvent, now: float) -> list[Notification]:
    """The call rings at a phone, or arrived at a route point or CTI port."""
    dialog = _dialog(state, event.call_id)
    address = event.alerting_device_id or event.connection_device_id
    dialog.from_address = dialog.from_address or event.ani or event.calling_device_id or ""
    dialog.to_address = dialog.to_address or event.dialed_number or event.called_device_id or ""
    take_data(dialog, event)
    if dialog.call_type == words.SUPERVISOR_MONITOR:  # the agent's phone does not ring
        return []
    _routed(state, dialog, event.csq_id)
    _without_machines(dialog)
    # In a single step: whoever had the call is off it already.
    redirecting = dialog.participants.get(event.last_redirect_device_id or "")
    transferred = redirecting is not None and redirecting.over
    for left in [one for one in dialog.participants.values() if one.state is State.DROPPED]:
        forget(dialog, left)
    _calling(state, dialog, event.calling_device_id, event.calling_device_type, now)
    rung = _party(state, dialog, address, event.alerting_device_type, State.ALERTING, now)
    rung.become(State.ALERTING, now)
    if rung.user is not None:
        _wait(dialog, now)
    if rung.user is not None and transferred:
        dialog.types[address] = words.TRANSFER
    elif rung.user is not None and address not in dialog.types:
        offered = _offered(dialog, event.csq_id)
        if offered is not None:
            dialog.types[address] = offered
    return shown(dialog, listing(dialog, rung))


def call_established(state: RealtimeState, event: CallEstablishedEvent, now: float) -> list[Notification]:
    """Somebody, or an application, answered."""
    dialog = _dialog(state, event.call_id)
    address = event.answering_device_id or event.connection_device_id
    _routed(state, dialog, event.csq_id)
    _without_machines(dialog)
    answering = _party(state, dialog, address, event.answering_device_type, State.ACTIVE, now)
    for participant in dialog.participants.values():
        if participant is answering or participant.state in (State.INITIATING, State.INITIATED):
            participant.become(State.ACTIVE, now)
    if dialog.call_type == words.SUPERVISOR_MONITOR:
        _associate(state, dialog, address, State.ACTIVE)
    return shown(dialog, listing(dialog, answering))


def call_held(state: RealtimeState, event: CallHeldEvent, now: float) -> list[Notification]:
    """A party put the call on hold."""
    return _became(state, event.call_id, event.holding_device_id, State.HELD, now)


def call_retrieved(state: RealtimeState, event: CallRetrievedEvent, now: float) -> list[Notification]:
    """A party took the call back from hold."""
    address = event.retrieving_device_id or event.connection_device_id
    return _became(state, event.call_id, address, State.ACTIVE, now)


def call_diverted(state: RealtimeState, event: CallDivertedEvent, now: float) -> list[Notification]:
    """The call moved on; whoever it rang at before has it no longer."""
    dialog = state.dialogs.get(event.call_id)
    left = None if dialog is None else dialog.participants.get(event.diverting_device_id or "")
    if dialog is None or left is None or left.state is not State.ALERTING:
        return []
    return _gone(dialog, left, now)


def call_failed(state: RealtimeState, event: CallFailedEvent, now: float) -> list[Notification]:
    """The call could not be completed: the caller hears why until he hangs up."""
    dialog = state.dialogs.get(event.call_id)
    if dialog is None:
        return []
    caller = dialog.participants.get(event.connection_device_id) or next(dialog.live(), None)
    if caller is not None:
        caller.become(State.FAILED, now, words.FAILURE_CAUSES.get(event.event_cause, words.OTHER_CAUSE))
    return shown(dialog)


def call_connection_cleared(
    state: RealtimeState, event: CallConnectionClearedEvent, now: float
) -> list[Notification]:
    """One party is off the call."""
    dialog = state.dialogs.get(event.call_id)
    if dialog is None:
        return []
    left = dialog.participants.get(event.releasing_device_id) or dialog.participants.get(
        event.connection_device_id
    )
    if left is None or left.over:
        return []
    others = [one for one in dialog.participants.values() if one is not left]
    remaining = sum(not one.over for one in others)
    if left.device_type in _MACHINES:
        forget(dialog, left)
        return shown(dialog)
    if left.state is State.ALERTING:
        return _gone(dialog, left, now)
    if wraps_up(state, dialog, left.user):
        left.become(State.WRAP_UP, now)
        return shown(dialog)
    if not remaining and any(one.state is State.DROPPED for one in others):
        # The other side was first; the end of the call takes it from the list.
        left.become(State.DROPPED, now)
        return shown(dialog, wrapping_up=False)
    if remaining > 1:
        return _gone(dialog, left, now)
    return _dropped(dialog, left, now)


def _dropped(dialog: Dialog, left: Participant, now: float) -> list[Notification]:
    """A party drops: he hears it, then the others, then what it means for his other calls."""
    heard = drop(dialog, left, now)
    heard += shown(dialog, wrapping_up=False)
    return heard + relieved(left.user)


def _gone(dialog: Dialog, left: Participant, now: float) -> list[Notification]:
    """One of several drops: the others see it once, and then a call without him."""
    heard = _dropped(dialog, left, now)
    forget(dialog, left)
    return heard


def call_cleared(state: RealtimeState, event: CallClearedEvent, now: float) -> list[Notification]:
    """The last party is off the call."""
    dialog = state.dialogs.get(event.call_id)
    if dialog is None:
        return []
    dialog.cleared = True
    live = list(dialog.live())
    for participant in live:
        participant.become(State.DROPPED, now)
    return shown(dialog, wrapping_up=False) if live else []


def call_ended(state: RealtimeState, event: EndCallEvent, now: float) -> list[Notification]:
    """CTI tells no more of the call, or only of one party's share in it while the others go on."""
    dialog = state.dialogs.get(event.call_id)
    if dialog is None:
        return []
    own = dialog.participants.get(event.connection_device_id)
    others = any(participant is not own for participant in dialog.live())
    if others and not dialog.cleared:
        return [] if own is None or own.state is State.WRAP_UP else _gone(dialog, own, now)
    return removed(state, dialog, now)


def call_data_updated(state: RealtimeState, event: CallDataUpdateEvent, now: float) -> list[Notification]:
    """Variables, the call type or the call id changed; what the event does not name stays.

    Another type alone is told with the next change: so an outside call is OUT with the answer (capture, CCE
    11.x).
    """
    dialog = state.dialogs.get(event.call_id) or state.dialogs.get(event.new_call_id)
    if dialog is None:
        return []
    kind = words.CALL_TYPES.get(event.call_type)
    if kind is not None and event.new_connection_device_id in dialog.participants:
        dialog.types[event.new_connection_device_id] = kind
    changed = take_data(dialog, event)
    if dialog.id == event.call_id and event.new_call_id not in (event.call_id, 0, NULL_CSQ):
        return _renamed(state, dialog, event.new_call_id)
    return shown(dialog) if changed else []


def call_told(state: RealtimeState, call_id: int, answer: SnapshotCallConf, now: float) -> Dialog:
    """The answer to a snapshot, after the link was lost. CTI has forgotten the call type by then."""
    dialog = _dialog(state, call_id)
    dialog.call_type = dialog.call_type or words.CALL_TYPES.get(answer.call_type, words.OTHER_IN)
    take_data(dialog, answer)
    told = set()
    for device in answer.call_devices:
        address = device.call_device_id or device.call_connection_device_id
        shown_as = words.CONNECTION_STATES.get(device.call_device_connection_state or 0)
        if address and shown_as is not None and device.call_device_type not in _MACHINES:
            told.add(address)
            party = _party(state, dialog, address, device.call_device_type, shown_as, now)
            party.become(shown_as, now)
            listing(dialog, party)
    for gone in [address for address in dialog.participants if address not in told]:
        del dialog.participants[gone]
    strangers = [party.address for party in dialog.participants.values() if party.user is None]
    dialog.from_address = dialog.from_address or answer.ani or next(iter(strangers), "")
    dialog.to_address = dialog.to_address or answer.dialed_number or answer.dnis or ""
    actions.refresh(dialog)
    return dialog


def left_wrap_up(state: RealtimeState, user: User, now: float) -> list[Notification]:
    """The agent's wrap-up is over: the calls it was about leave his list."""
    heard = []
    for dialog in list(dialogs_of(user).values()):
        own = dialog.of(user)
        if own is not None and own.state is State.WRAP_UP:
            heard += drop(dialog, own, now)
            heard += relieved(user)
            forget(dialog, own)
            if not dialog.listed and not any(dialog.live()):
                state.dialogs.pop(dialog.id, None)
    return heard


def take_data(dialog: Dialog, data: CallData) -> bool:
    """Take over what is given of the variables; what is not given stays. Whether that changed anything."""
    before = dialog.variables.copy(), dialog.wrap_up_reasons
    for number, name in enumerate(CALL_VARIABLES, 1):
        value = getattr(data, f"call_variable_{number}")
        if value is not None:
            dialog.variables[name] = value
    for variable in data.named_variables:
        dialog.variables[variable.name] = variable.value
    for element in data.named_arrays:
        dialog.variables[f"{element.name}[{element.index}]"] = element.value
    if data.call_wrapup_data:
        dialog.wrap_up_reasons = tuple(filter(None, data.call_wrapup_data))
    return before != (dialog.variables, dialog.wrap_up_reasons)


def wraps_up(state: RealtimeState, dialog: Dialog, user: User | None, besides: Dialog | None = None) -> bool:
    """Whether the agent goes into wrap-up when he leaves this call (and the one that ends `besides`).

    CTI tells the end of the call before the state WORK; that it will follow is known from the queue's
    automatic work and from a pending state.
    """
    if user is None or dialog.queue_id is None:
        return False
    if any(other not in (dialog, besides) and other.engages(user) for other in user.dialogs.values()):
        return False
    if user.state in (UserState.WORK, UserState.WORK_READY):
        return True
    queue, own = state.queues.get(dialog.queue_id), dialog.of(user)
    automatic = queue is not None and queue.auto_work and not (own is not None and own.barged_in)
    return user.state is UserState.TALKING and (automatic or user.pending_state.startswith("WORK"))


def _became(state: RealtimeState, call: int, address: str, now_is: State, now: float) -> list[Notification]:
    dialog = state.dialogs.get(call)
    participant = None if dialog is None else dialog.participants.get(address)
    if dialog is None or participant is None:
        return []
    participant.become(now_is, now)
    return shown(dialog)


def _renamed(state: RealtimeState, dialog: Dialog, call: int) -> list[Notification]:
    listeners = list(dialog.listed.values())
    heard = []
    for user in listeners:
        heard.append(dialog_removed(dialog, user))
        take_from_list(dialog, user)
    state.dialogs.pop(dialog.id, None)
    dialog.id = call
    state.dialogs[call] = dialog
    for user in listeners:
        put_in_list(dialog, user)
        heard.append(dialog_added(dialog, user))
    return heard


def _dialog(state: RealtimeState, call: int) -> Dialog:
    dialog = state.dialogs.get(call)
    if dialog is None:
        dialog = state.dialogs[call] = Dialog(call, drop_rights=state.drop_rights, recordable=state.recording)
    return dialog


def _party(
    state: RealtimeState, dialog: Dialog, address: str, device_type: int, begins: State, now: float
) -> Participant:
    """The participant at that address; a new one, or one who had left, begins in that state."""
    participant = dialog.participants.get(address)
    if participant is None or participant.over:
        participant = Participant(address, begins, now, now)
        dialog.participants[address] = participant
        dialog.left.discard(address)
    participant.device_type = device_type
    participant.user = state.at(address)
    return participant


def _calling(state: RealtimeState, dialog: Dialog, address: str | None, device_type: int, now: float) -> None:
    """The caller is on the call, too, unless he has left it to others.

    A CTI port calls only to join the real caller with the agent.
    """
    if device_type in _MACHINES or address is None:
        address = dialog.from_address
        device_type = DeviceType.NON_ACD_DEVICE_IDENTIFIER
    known = dialog.participants.get(address)
    if address and address not in dialog.left and (known is None or not known.over):
        _party(state, dialog, address, device_type, State.INITIATED, now)


def _wait(dialog: Dialog, now: float) -> None:
    """While a phone rings the caller is INITIATED again, though an application had answered him."""
    for participant in dialog.participants.values():
        if participant.user is None and participant.state is State.ACTIVE:
            participant.become(State.INITIATED, now)
            participant.start_time = now


def _without_machines(dialog: Dialog) -> None:
    for participant in [one for one in dialog.participants.values() if one.device_type in _MACHINES]:
        del dialog.participants[participant.address]


def _associate(state: RealtimeState, dialog: Dialog, address: str, has: State) -> None:
    """The call belongs to another of who is at that address: what he consults about, or is listened to on."""
    user = state.at(address)
    if user is None or dialog.associated_id is not None:
        return
    for other in dialogs_of(user).values():
        own = other.of(user)
        if other is not dialog and own is not None and own.state is has:
            dialog.associated_id = other.id
            return


def _routed(state: RealtimeState, dialog: Dialog, csq: int) -> None:
    if csq != NULL_CSQ:
        queue = state.queues.get(csq)
        dialog.queue_id, dialog.queue_name = csq, "" if queue is None else queue.name


def _offered(dialog: Dialog, csq: int) -> str | None:
    """How the call looks to whom it rings, where that is not how it looks to the caller."""
    if dialog.call_type == words.CONSULT:
        return words.CONSULT_OFFERED
    if csq != NULL_CSQ:
        return words.ACD_IN
    return None
