"""What a participant may do, from his state on this call and on his others.

Source: Finesse Web Services guide, Actions parameter values. The order of those of INITIATED and ACTIVE is
captured (CCE 10.5 and 11.x), the others keep it.
"""

from __future__ import annotations

from finesse.model.dialog import Action, Dialog, Participant, State, dialogs_of
from finesse.realtime.words import SUPERVISOR_MONITOR

_ALONE = {
    State.INITIATING: (Action.UPDATE_CALL_DATA, Action.DROP),
    State.INITIATED: (Action.UPDATE_CALL_DATA, Action.DROP),
    State.ALERTING: (Action.ANSWER,),
    State.FAILED: (Action.DROP,),
    State.DROPPED: (),
    State.WRAP_UP: (Action.UPDATE_CALL_DATA,),
}
_ACTIVE = (
    Action.TRANSFER_SST,
    Action.CONSULT_CALL,
    Action.HOLD,
    Action.UPDATE_CALL_DATA,
    Action.SEND_DTMF,
    Action.DROP,
)
# With another call on hold there is a consultation already, or what may become one: not a second.
_ACTIVE_WITH_HELD = (Action.HOLD, Action.UPDATE_CALL_DATA, Action.SEND_DTMF, Action.DROP)
_HELD = (Action.RETRIEVE, Action.UPDATE_CALL_DATA, Action.DROP)
_HELD_WITH_ACTIVE = (
    Action.TRANSFER,
    Action.CONFERENCE,
    Action.RETRIEVE,
    Action.UPDATE_CALL_DATA,
    Action.DROP,
)
_LISTENING = (Action.DROP, Action.BARGE_CALL)


def offered(dialog: Dialog, participant: Participant) -> tuple[Action, ...]:
    """What this participant of the call may ask for now."""
    if dialog.call_type == SUPERVISOR_MONITOR and not participant.over:
        if participant.address != dialog.from_address:
            return ()
        return (*_LISTENING, *_recording(dialog)) if participant.state is State.ACTIVE else (Action.DROP,)
    if participant.state is State.ACTIVE:
        held = State.HELD in _elsewhere(dialog, participant)
        dropping = (Action.PARTICIPANT_DROP,) if dialog.droppable(participant) else ()
        recording = () if participant.user is None else _recording(dialog)
        return (*(_ACTIVE_WITH_HELD if held else _ACTIVE), *dropping, *recording)
    if participant.state is State.HELD:
        return _HELD_WITH_ACTIVE if State.ACTIVE in _elsewhere(dialog, participant) else _HELD
    return _ALONE[participant.state]


def _recording(dialog: Dialog) -> tuple[Action, ...]:
    """With a licence to record, an agent's active call and what a supervisor listens to may be recorded."""
    return (Action.START_RECORDING,) if dialog.recordable else ()


def refresh(dialog: Dialog) -> bool:
    """Bring the offered actions of everyone on the call up to date; tells whether one changed."""
    changed = False
    for participant in dialog.participants.values():
        now = offered(dialog, participant)
        if now != participant.actions:
            participant.actions, changed = now, True
    return changed


def refresh_others(dialog: Dialog) -> list[Dialog]:
    """Bring the offered actions of everyone's other calls up to date; gives the calls where one changed."""
    seen = {dialog.id}
    changed = []
    for participant in dialog.participants.values():
        if participant.user is None:
            continue
        for other in dialogs_of(participant.user).values():
            if other.id not in seen:
                seen.add(other.id)
                if refresh(other):
                    changed.append(other)
    return changed


def _elsewhere(dialog: Dialog, participant: Participant) -> set[State]:
    if participant.user is None:
        return set()
    return {
        own.state
        for other in dialogs_of(participant.user).values()
        if other is not dialog and (own := other.of(participant.user)) is not None
    }
