"""The engine's nouns: agents, calls, connections, CSQs, contacts. What they do is in other modules."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Any

from ccx_engine.cti.enums import (
    NULL_APPLICATION,
    NULL_CSQ,
    AgentState,
    CallType,
    EventCause,
    LocalConnectionState,
    ReasonCode,
)
from ccx_engine.cti.masks import Masks
from ccx_engine.engine.call_data import CallData
from ccx_engine.engine.configuration.rmcm import ApplicationSetup, Criterion, CsqSetup, ResourceSetup
from ccx_engine.engine.scripts.run import Run
from ccx_engine.engine.timers import Timer


class Provider(Enum):
    """The engine's two JTAPI providers: one for triggers and CTI ports, one for the agents' phones."""

    TELEPHONY = "telephony"
    RMCM = "rmcm"


@dataclass(eq=False, slots=True)
class Client:
    """A CTI client with an open session. `name` is its ClientID, `agent_id` whose it is in agent mode."""

    number: int
    name: str
    masks: Masks
    agent_id: str | None = None
    config_updates: bool = False  # it has asked for the configuration, and hears of changes
    team_updates: bool = False


@dataclass(eq=False, slots=True)
class Agent:
    """A resource of RmCm and, from sign-in to sign-out, his session."""

    setup: ResourceSetup
    csqs: tuple[Csq, ...]
    number: int = 0  # RmCm's own, by which two who are equal in all else are told apart
    state: AgentState = AgentState.LOGOUT
    reason: int = ReasonCode.NONE
    since: float = 0.0
    client: str = ""  # the ClientID of the client that signed him in
    extension: str = ""
    terminal: str = ""
    signing_in: bool = False
    phone_down: bool = False
    connections: dict[int, Connection] = field(default_factory=dict)  # by CallID
    delivery: Delivery | None = None
    handling: Csq | None = None  # the CSQ whose call he has, or wraps up
    handled: Call | None = None  # the call itself, for its data during wrap-up
    consulted: Call | None = None  # the consult or transferred call that he is reserved for
    work_asked: bool = False
    postponed: tuple[AgentState, int] | None = None
    barged_in: bool = False  # as a supervisor: Talking in an agent's call, Not Ready again after it
    by_call: tuple[AgentState, int] | None = None  # what comes back when calls of his own have ended
    work_timer: Timer | None = None
    csqs_due: tuple[Csq, ...] | None = None  # his CSQs from when he leaves Ready
    deleted: bool = False  # from the configuration, while he has a call
    contacts_handled: int = 0
    handle_seconds: float = 0.0  # in Talking and Work, for all contacts handled
    other_lines: dict[str, set[int]] = field(default_factory=dict)  # of his phone: the calls they are in

    @property
    def id(self) -> str:
        return self.setup.id

    @property
    def on_another_call(self) -> bool:
        """Whether his phone has a call that is not the contact centre's."""
        return any(not connection.icd for connection in self.connections.values())


class Cause(Enum):
    """Who or what moves an agent; the value is the row's title in the documentation."""

    SIGN_IN = "signs in, also while signed in elsewhere"
    SIGN_IN_AGAIN = "signs in again from where he is signed in"
    ASKS_READY = "asks for Ready"
    ASKS_NOT_READY = "asks for Not Ready"
    ASKS_WORK = "asks for Work"
    ASKS_LOGOUT = "asks for Logout"
    SUPERVISOR_READY = "supervisor: Ready"
    SUPERVISOR_NOT_READY = "supervisor: Not Ready"
    SUPERVISOR_LOGOUT = "supervisor: Logout"
    CHOSEN = "chosen for a waiting call"
    CONSULTED = "consulted about such a call, or it is transferred to him"
    ANSWERED = "answers it"
    NO_ANSWER = "does not answer in time, or declines"
    RESERVATION_CANCELLED = "the caller is gone, or the delivery failed"
    CALL_ENDED = "the last contact-centre call ends"
    CONSULT_CANCELLED = "that was a consultation, and who asked for it lets go"
    WORK_ENDED = "the work timer ends"
    BARGED_IN = "has barged into a call of the contact centre that he listened to"
    OFF_HOOK = "makes a call of his own, or is off-hook at delivery"
    NON_ICD = "gets a call that is not the contact centre's"
    OTHER_LINE = "another line of his phone is in use, where his team minds"
    NON_ICD_ENDED = "the last such call ends"
    PHONE_DOWN = "the phone goes out of service"
    PHONE_UP = "the phone is back"
    LINE_RESTRICTED = "CUCM lets nobody control the line any more"
    DEVICE_RESTRICTED = "CUCM lets nobody control the phone any more"
    RESTRICTION_LIFTED = "CUCM lets them be controlled again"
    CUCM_FAILOVER = "CTI Manager is lost"
    DESKTOP_GONE = "the desktop or its server is gone"
    EXTENSION_TAKEN = "another agent takes the extension"
    EXTENSION_CHANGED = "the agent is given another extension"
    AGENT_DELETED = "the agent is deleted"
    ENGINE_STOPS = "the engine stops"


# What a contact's place in a queue is by, the smallest first: -priority, since when it waits, its number.
Place = tuple[int, float, int]

# What the criterion goes by, since when he is Ready, his number, and himself.
Rank = tuple[Any, float, int, Agent]


@dataclass(eq=False, slots=True)
class Csq:
    """A queue: who waits in it and who is Ready for it."""

    setup: CsqSetup
    criterion: Criterion = Criterion.LONGEST_AVAILABLE  # the one in effect
    order: dict[str, int] = field(default_factory=dict)  # of the agents of its resource group
    ready: dict[Agent, Rank] = field(default_factory=dict)  # who is Ready, and his rank
    ranked: list[Rank] = field(default_factory=list)  # sorted: whom the criterion chooses is first
    chosen_last: int = -1  # where in `order` the Circular criterion was
    signed_in_before: set[Agent] = field(default_factory=set)  # the criterion was changed, see `selection`
    waiting: list[tuple[Place, Contact]] = field(default_factory=list)  # a heap in queue order
    left: int = 0  # places in the heap that are no contact's any more

    @property
    def id(self) -> int:
        return self.setup.id


@dataclass(eq=False, slots=True)
class Call:
    """A call as CTI clients know it. Its id is the CUCM call that the caller is in."""

    id: int
    type: CallType
    calling: str
    called: str
    data: CallData
    last_redirected: str = ""
    connections: dict[str, Connection] = field(default_factory=dict)  # by address
    contact: Contact | None = None
    device: str = ""  # the device that BEGIN_CALL named to bridge clients
    application_id: int = NULL_APPLICATION
    csq_id: int = NULL_CSQ
    consults_for: int = 0  # the held call that this one is a consultation for
    monitors: int = 0  # the call that this one listens to
    reserves: Agent | None = None  # who is reserved for it without a queue
    heard_by: set[Provider] = field(default_factory=set)


@dataclass(eq=False, slots=True)
class Connection:
    """A party of a call. `at` is the CUCM call it is in: the consult call, until CCX has joined the two."""

    call: Call
    address: str
    at: int
    state: LocalConnectionState
    outgoing: bool = False
    agent: Agent | None = None
    icd: bool = False
    media: bool = False
    cause: EventCause = EventCause.NONE  # why it will be cleared, if a supervisor does it


@dataclass(eq=False, slots=True)
class Merge:
    """Two calls on their way to one, by transfer or conference; told when CUCM has joined them.

    `left` are the connections of who joined them, `moved` those that come to `primary` from `secondary`.
    """

    primary: int
    secondary: int
    conference: bool
    controller: str = ""
    cause: EventCause = EventCause.NONE  # of the conference, if a supervisor joins it
    renamed: bool = False  # only `secondary` was known; it goes by the id of `primary` already
    left: list[Connection] = field(default_factory=list)
    moved: list[Connection] = field(default_factory=list)


class ContactPhase(Enum):
    """Where a call to a trigger is on its way to an agent."""

    AT_TRIGGER = auto()  # waiting for a CTI port
    REDIRECTING = auto()  # to the port
    AT_PORT = auto()  # being answered there
    IN_SCRIPT = auto()  # greeted, asked for digits, or dequeued
    QUEUED = auto()
    CONNECTED = auto()  # with an agent; the application is done
    OVER = auto()


@dataclass(eq=False, slots=True)
class Contact:
    """A call as the application that runs for it sees it. `number` says who came first."""

    call: Call
    application: Application
    number: int
    phase: ContactPhase = ContactPhase.AT_TRIGGER
    port: Port | None = None
    ports_tried: int = 0
    at_port: bool = False
    held: bool = False  # there, by a consult call
    entered: dict[Csq, float] = field(default_factory=dict)  # the CSQs it waits in, and since when
    priority: int = 1
    offerable: bool = False  # an agent may be found for it
    places: dict[Csq, Place] = field(default_factory=dict)  # in whose heaps it has which place
    refusals: int = 0  # deliveries in a row that CUCM refused
    delivery: Delivery | None = None
    timer: Timer | None = None
    run: Run | None = None  # of its application's script
    run_timer: Timer | None = None

    @property
    def csqs(self) -> tuple[Csq, ...]:
        """The CSQs it waits in, or waited in when an agent was found, in the order it entered them."""
        return tuple(self.entered)


class DeliveryPhase(Enum):
    """A consult call from the CTI port to the chosen agent."""

    ASKED = auto()
    RINGING = auto()
    ANSWERED = auto()  # the two calls are being joined
    RECALLED = auto()  # it was taken back and must go
    OVER = auto()


@dataclass(eq=False, slots=True)
class Delivery:
    """A contact on its way to an agent's phone. `consult` is 0 until CUCM has told the call's id."""

    contact: Contact
    agent: Agent
    extension: str
    csq: Csq
    port: Port
    phase: DeliveryPhase = DeliveryPhase.ASKED
    consult: int = 0
    outcome: Cause | None = None  # what a recall makes of the agent
    timer: Timer | None = None
    postponed: list[Callable[[], None]] = field(default_factory=list)  # requests until the calls are joined


@dataclass(eq=False, slots=True)
class Application:
    """A trigger's application and how many sessions of it run."""

    setup: ApplicationSetup
    group: PortGroup
    sessions: int = 0


@dataclass(eq=False, slots=True)
class Port:
    """A CTI port."""

    address: str
    group: PortGroup
    terminal: str = ""
    in_service: bool = False
    taken: bool = False
    deleted: bool = False  # from the configuration, while a call is there


@dataclass(eq=False, slots=True)
class PortGroup:
    """A call control group: its free ports in the order of their release, and who waits for one."""

    id: int
    ports: list[Port] = field(default_factory=list)
    free: dict[Port, None] = field(default_factory=dict)
    waiting: dict[Contact, None] = field(default_factory=dict)
