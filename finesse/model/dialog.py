"""Calls as Finesse shows them. Source: Finesse Web Services guide, Dialog; element order of its sample."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from ccx_engine.cti.call_variables import CALL_VARIABLES
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


@dataclass(slots=True, eq=False)
class Participant:
    """One party of a call. `user` is whoever is signed in at that address; `device_type` is CTI's number."""

    address: str
    state: State
    start_time: float
    state_change_time: float
    user: User | None = None
    device_type: int | None = None
    state_cause: str = ""
    actions: tuple[Action, ...] = ()

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
            self.state, self.state_change_time = state, now
        self.state_cause = cause


@dataclass(slots=True, eq=False)
class Dialog:
    """A call. Its id is the call id of CTI and of CUCM; `listed` are the users in whose Dialogs it is."""

    id: int
    call_type: str = ""
    from_address: str = ""
    to_address: str = ""
    dnis: str = ""
    dialed_number: str = ""
    queue_id: int | None = None
    queue_name: str = ""
    secondary_id: int | None = None
    wrap_up_reason: str = ""
    variables: dict[str, str] = field(default_factory=lambda: dict.fromkeys(CALL_VARIABLES, ""))
    participants: dict[str, Participant] = field(default_factory=dict)
    types: dict[str, str] = field(default_factory=dict)  # the call type at one party, where it is another
    listed: dict[str, User] = field(default_factory=dict)
    cleared: bool = False

    @property
    def uri(self) -> str:
        return f"/finesse/api/Dialog/{self.id}"

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

    def engages(self, user: User) -> bool:
        """Whether the user is on this call, more than being rung."""
        participant = self.of(user)
        return participant is not None and participant.state in _ENGAGED

    def type_for(self, user: User | None) -> str:
        """The call type as that user sees it: a consultation is offered to one and made by the other."""
        own = None if user is None else self.of(user)
        return self.call_type if own is None else self.types.get(own.address, self.call_type)

    def view(self, user: User | None) -> DialogView:
        """The call as that user sees it."""
        return DialogView(self, self.type_for(user))


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
    """A call with the one thing that differs between its parties."""

    dialog: Dialog
    call_type: str


def _wrapped_up(view: DialogView) -> bool:
    return bool(view.dialog.wrap_up_reason)


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
    text("associatedDialogUri", lambda view: ""),
    text("fromAddress", lambda view: view.dialog.from_address),
    text("id", lambda view: view.dialog.id),
    text("secondaryId", lambda view: view.dialog.secondary_id),
    inside(
        "mediaProperties",
        text("mediaId", lambda view: 1),
        text("DNIS", lambda view: view.dialog.dnis),
        text("callType"),
        text("dialedNumber", lambda view: view.dialog.dialed_number),
        text("outboundClassification", lambda view: ""),
        inside("callvariables", each(CALL_VARIABLE, lambda view: view.dialog.variables.items())),
        text("queueNumber", lambda view: view.dialog.queue_id, lambda view: view.dialog.queue_id is not None),
        text("queueName", lambda view: view.dialog.queue_name, lambda view: view.dialog.queue_id is not None),
        text("wrapUpReason", lambda view: view.dialog.wrap_up_reason, _wrapped_up),
    ),
    text("mediaType", lambda view: "Voice"),
    part(
        "participants",
        Shape("participants", each(PARTICIPANT)),
        lambda view: view.dialog.participants.values(),
        always=True,
    ),
    text("state", lambda view: view.dialog.state),
    text("toAddress", lambda view: view.dialog.to_address),
    text("uri", lambda view: view.dialog.uri),
)

DIALOGS: Shape[Iterable[DialogView]] = Shape("Dialogs", each(DIALOG))
