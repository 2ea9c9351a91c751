"""Calls as Finesse shows them. Source: Finesse Web Services guide, Dialog; element order of its sample."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import cast

from ccx_engine.cti.call_variables import CALL_VARIABLES
from finesse.model.drop_rights import DropRights
from finesse.model.user import User
from finesse.model.xml import Shape, each, inside, moment, part, text, words

AGENT_DEVICE = "AGENT_DEVICE"


class State(StrEnum):
    """Of a participant; a Dialog has them too, save HELD and WRAP_UP."""

    INITIATING = "INITIATING"
    INITIATED = "INITIATED"
    ALERTING = "ALERTING"
    ACTIVE = "ACTIVE"
    HELD = "HELD"
    FAILED = "FAILED"
    DROPPED = "DROPPED"
    WRAP_UP = "WRAP_UP"


OVER = frozenset({State.DROPPED, State.WRAP_UP})
_UNANSWERED = frozenset({State.INITIATING, State.INITIATED, State.ALERTING})


class Action(StrEnum):
    """What a participant may ask for: the values of requestedAction."""

    MAKE_CALL = "MAKE_CALL"
    ANSWER = "ANSWER"
    HOLD = "HOLD"
    RETRIEVE = "RETRIEVE"
    DROP = "DROP"
    CONSULT_CALL = "CONSULT_CALL"
    TRANSFER = "TRANSFER"
    CONFERENCE = "CONFERENCE"
    TRANSFER_SST = "TRANSFER_SST"
    SEND_DTMF = "SEND_DTMF"
    UPDATE_CALL_DATA = "UPDATE_CALL_DATA"
    BARGE_CALL = "BARGE_CALL"
    START_RECORDING = "START_RECORDING"
    PARTICIPANT_DROP = "PARTICIPANT_DROP"


@dataclass(slots=True, eq=False)
class Participant:
    """One party of a call. `user` is whoever is signed in at that address; `device_type` is CTI's number.

    `start_time` is the begin of ringing or dialling until the answer, and then the answer's: durations are
    computed from it. A call that is never answered keeps the first (captures, CCE 10.5 and 11.x).
    """

    address: str
    state: State
    start_time: float
    state_change_time: float
    user: User | None = None
    device_type: int | None = None
    state_cause: str = ""
    actions: tuple[Action, ...] = ()
    barged_in: bool = False  # a supervisor in an agent's call, who does not wrap it up

    @property
    def media_address(self) -> str:
        return self.address

    @property
    def media_address_type(self) -> str:
        return "" if self.user is None else AGENT_DEVICE

    @property
    def over(self) -> bool:
        return self.state in OVER

    def become(self, state: State, now: float, cause: str = "") -> None:
        """Change state at `now`; the same state again keeps its time."""
        if state is not self.state:
            if state is State.ACTIVE and self.state in _UNANSWERED:
                self.start_time = now
            self.state, self.state_change_time = state, now
        self.state_cause = cause


def dialog_uri(call: int) -> str:
    """The REST path of a call."""
    return f"/finesse/api/Dialog/{call}"


@dataclass(slots=True, eq=False)
class Dialog:
    """A call. Its id is the call id of CTI and of CUCM; `listed` are the users in whose Dialogs it is.

    `from_address` is empty for a caller without number, who is no participant (capture, CCE 10.5).
    `to_address` is the number dialled, empty until it is.
    """

    id: int
    call_type: str = ""
    from_address: str = ""
    to_address: str = ""
    queue_id: int | None = None
    queue_name: str = ""
    secondary_id: int | None = None
    associated_id: int | None = None  # the call that is listened to, or that is consulted about
    wrap_up_reasons: tuple[str, ...] = ()
    variables: dict[str, str] = field(default_factory=lambda: dict.fromkeys(CALL_VARIABLES, ""))
    participants: dict[str, Participant] = field(default_factory=dict)
    types: dict[str, str] = field(default_factory=dict)  # the call type at one party, where it is another
    listed: dict[str, User] = field(default_factory=dict)
    left: set[str] = field(default_factory=set)  # who was on it and is shown no longer
    controller: str = ""  # of a conference: at whose phone the calls were joined
    drop_rights: DropRights = field(default_factory=DropRights)
    recordable: bool = False  # there is a licence to record
    cleared: bool = False

    @property
    def uri(self) -> str:
        return dialog_uri(self.id)

    @property
    def associated_uri(self) -> str:
        return "" if self.associated_id is None else dialog_uri(self.associated_id)

    @property
    def state(self) -> State:
        """Of the whole call: the liveliest thing its participants do. All of them on hold is ACTIVE still."""
        states = {participant.state for participant in self.participants.values()}
        for seen, shown in _OF_THE_WHOLE:
            if seen in states:
                return shown
        return State.DROPPED

    def live(self) -> Iterator[Participant]:
        """The participants who are still on the call."""
        return (participant for participant in self.participants.values() if not participant.over)

    def of(self, user: User) -> Participant | None:
        """The user's own participant."""
        return next((one for one in self.participants.values() if one.user is user), None)

    def droppable(self, dropping: Participant) -> list[Participant]:
        """Whom that participant may take out of the call: others of a conference, while he talks."""
        others = [one for one in self.live() if one is not dropping]
        if dropping.state is not State.ACTIVE or len(others) < 2 or not self.may_drop(dropping):
            return []
        rights = self.drop_rights
        return [one for one in others if rights.may_be_dropped(agent=one.user is not None)]

    def may_drop(self, participant: Participant) -> bool:
        """Whether the properties let that participant drop others of a conference."""
        user, controls = participant.user, participant.address == self.controller
        return user is not None and self.drop_rights.may_drop(supervisor=user.supervisor, controller=controls)

    def engages(self, user: User) -> bool:
        """Whether the user is on this call, more than being rung."""
        participant = self.of(user)
        return participant is not None and participant.state in _ENGAGED

    @property
    def parties(self) -> list[Participant]:
        """The participants as they are shown: who was called stands before who called.

        So the agent is the first of a call that comes in, and the second of one that he makes (captures, CCE
        11.x).
        """
        return sorted(self.participants.values(), key=lambda party: party.address == self.from_address)

    def view(self, user: User | None) -> DialogView:
        """The call as that user sees it; for whoever is not on it, as the first agent who was called does."""
        parties = self.parties
        own = None if user is None else self.of(user)
        return self._seen(own, self.state, parties)

    def parting(self, user: User, state: State, *, alone: bool = False) -> DialogView:
        """The call as it leaves the user's list: in the state it had before, himself dropped.

        He stands last (capture, CCX 11.0), or alone when he has wrapped it up (capture, CCE 11.x).
        """
        own = self.of(user)
        parties = [] if alone else [party for party in self.parties if party is not own]
        if own is not None:
            parties.append(replace(own, state=State.DROPPED, state_cause="", actions=()))
        return self._seen(own, state, parties)

    def _seen(self, own: Participant | None, state: State, parties: list[Participant]) -> DialogView:
        """A consultation is offered to one and made by the other; DNIS is at whose extension it arrived."""
        type_ = self.call_type if own is None else self.types.get(own.address, self.call_type)
        called = own or next((party for party in self.parties if party.user is not None), None)
        arrived = called is not None and called.address != self.from_address
        return DialogView(self, type_, called.address if called and arrived else "", state, parties)


def dialogs_of(user: User) -> dict[int, Dialog]:
    """The calls in the user's list, by id."""
    return cast("dict[int, Dialog]", user.dialogs)


_OF_THE_WHOLE = (
    (State.ALERTING, State.ALERTING),
    (State.ACTIVE, State.ACTIVE),
    (State.HELD, State.ACTIVE),
    (State.FAILED, State.FAILED),
    (State.INITIATED, State.INITIATED),
    (State.INITIATING, State.INITIATING),
)
_ENGAGED = frozenset({State.INITIATING, State.INITIATED, State.ACTIVE, State.HELD, State.FAILED})


@dataclass(frozen=True, slots=True)
class DialogView:
    """A call with what differs between those who see it."""

    dialog: Dialog
    call_type: str
    dnis: str
    state: State
    participants: list[Participant]


def _wrapped_up(view: DialogView) -> bool:
    return bool(view.dialog.wrap_up_reasons)


CALL_VARIABLE: Shape[tuple[str, str]] = Shape(
    "CallVariable",
    text("name", lambda variable: variable[0]),
    text("value", lambda variable: variable[1]),
)

PARTICIPANT: Shape[Participant] = Shape(
    "Participant",
    words("actions", "action"),
    text("mediaAddress"),
    text("mediaAddressType"),
    moment("startTime"),
    text("state"),
    text("stateCause"),
    moment("stateChangeTime"),
)

DIALOG: Shape[DialogView] = Shape(
    "Dialog",
    text("associatedDialogUri", lambda view: view.dialog.associated_uri),
    text("fromAddress", lambda view: view.dialog.from_address),
    text("id", lambda view: view.dialog.id),
    text("secondaryId", lambda view: view.dialog.secondary_id),
    inside(
        "mediaProperties",
        text("mediaId", lambda view: 1),
        text("DNIS", lambda view: view.dnis),
        text("callType"),
        text("dialedNumber", lambda view: view.dialog.to_address),
        text("outboundClassification", lambda view: ""),
        inside("callvariables", each(CALL_VARIABLE, lambda view: view.dialog.variables.items())),
        text("queueNumber", lambda view: view.dialog.queue_id, lambda view: view.dialog.queue_id is not None),
        text("queueName", lambda view: view.dialog.queue_name, lambda view: view.dialog.queue_id is not None),
        text("wrapUpReason", lambda view: view.dialog.wrap_up_reasons[0], _wrapped_up),
        words("wrapUpItems", "wrapUpItem", lambda view: view.dialog.wrap_up_reasons or None, always=False),
    ),
    text("mediaType", lambda view: "Voice"),
    part("participants", Shape("participants", each(PARTICIPANT)), always=True),
    text("state"),
    text("toAddress", lambda view: view.dialog.to_address),
    text("uri", lambda view: view.dialog.uri),
)

DIALOGS: Shape[Iterable[DialogView]] = Shape("Dialogs", each(DIALOG))
