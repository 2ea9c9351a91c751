"""Numbers since midnight, or since they were last reset: of each CSQ, each agent, and all of it.

The engine tells what happens to contacts and agents by the methods of `Statistics`; who asks for numbers
reads them. Sources: Unified CCX report guides, "Contact Service Queue" and "Resource" statistics; CTI guide,
QUERY_QUEUE_STATISTICS_CONF.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from enum import Enum, auto

from ccx_engine.cti.enums import AgentState
from ccx_engine.engine.model import Agent, Contact, Csq
from ccx_engine.engine.statistics.recent import Recent


@dataclass(slots=True)
class Durations:
    """How often something took how long, in seconds."""

    count: int = 0
    total: float = 0.0
    longest: float = 0.0

    def add(self, seconds: float) -> None:
        self.count += 1
        self.total += seconds
        self.longest = max(self.longest, seconds)

    @property
    def average(self) -> float:
        """Seconds of one of them; 0 where there is nothing."""
        return share(self.total, self.count)


def share(part: float, whole: float) -> float:
    """A quotient that is 0 where there is nothing to divide by."""
    return part / whole if whole else 0.0


class ServiceLevel(Enum):
    """What the percentage within the service level is of: the CSQ Activity report's four."""

    ONLY_HANDLED = auto()
    WITHOUT_ABANDONED = auto()
    ABANDONED_MET = auto()
    ABANDONED_MISSED = auto()


@dataclass(slots=True)
class QueueCounters:
    """A CSQ's contacts. `presented` is always handled + abandoned + dequeued + those that wait."""

    presented: int = 0
    handled: int = 0
    abandoned: int = 0
    dequeued: int = 0
    handled_in_level: int = 0
    abandoned_in_level: int = 0
    waits_of_handled: Durations = field(default_factory=Durations)
    waits_of_abandoned: Durations = field(default_factory=Durations)
    waits: Durations = field(default_factory=Durations)  # of all that wait no longer
    talks: Durations = field(default_factory=Durations)  # of each handled contact, without hold
    holds: Durations = field(default_factory=Durations)
    works: Durations = field(default_factory=Durations)

    def service_level(self, kind: ServiceLevel = ServiceLevel.ONLY_HANDLED) -> float:
        """A percentage; 0 where nothing is counted."""
        met, of = self.handled_in_level, self.presented
        match kind:
            case ServiceLevel.ONLY_HANDLED:
                of = self.handled
            case ServiceLevel.WITHOUT_ABANDONED:
                of -= self.abandoned_in_level
            case ServiceLevel.ABANDONED_MET:
                met += self.abandoned_in_level
        return 100.0 * share(met, of)

    @property
    def average_wait(self) -> float:
        """Time waited for a contact presented; what goes on does not count yet."""
        return share(self.waits.total, self.presented)

    @property
    def speed_of_answer(self) -> float:
        """Average wait of the handled contacts."""
        return share(self.waits_of_handled.total, self.handled)

    @property
    def average_handle_time(self) -> float:
        """Talk, hold and work for a handled contact."""
        return share(self.talks.total + self.holds.total + self.works.total, self.handled)


@dataclass(slots=True)
class AgentCounters:
    """An agent's contacts and times since he signed in, midnight or the last reset."""

    since: float
    presented: int = 0
    handled: int = 0
    rings: Durations = field(default_factory=Durations)  # of handled contacts
    talks: Durations = field(default_factory=Durations)  # of each handled contact, without hold
    holds: Durations = field(default_factory=Durations)
    states: dict[AgentState, Durations] = field(default_factory=dict)  # that he has left
    recent: Recent = field(default_factory=Recent)  # "talk", "hold"

    def in_state(self, state: AgentState) -> Durations:
        return self.states.setdefault(state, Durations())

    @property
    def average_handle_time(self) -> float:
        work = self.in_state(AgentState.WORK).total
        return share(self.talks.total + self.holds.total + work, self.handled)

    @property
    def average_work(self) -> float:
        """Work for a contact he has talked with to the end."""
        return share(self.in_state(AgentState.WORK).total, self.talks.count)

    @property
    def speed_of_answer(self) -> float:
        """How long his phone rings for a contact that he answers."""
        return share(self.rings.total, self.handled)


@dataclass(slots=True)
class QueueRecord:
    """A CSQ's counters and who waits there: queued, and not answered yet."""

    counters: QueueCounters = field(default_factory=QueueCounters)
    waiting: dict[Contact, float] = field(default_factory=dict)  # since when
    recent: Recent = field(default_factory=Recent)  # "handled", "met", "handle", "abandoned", "dequeued"
    last_met: bool = False  # whether the contact handled last was answered within the service level

    def oldest(self, now: float) -> float:
        """How long the one has waited who waits the longest."""
        return now - min(self.waiting.values(), default=now)


@dataclass(slots=True)
class AgentRecord:
    """An agent's counters, and the state he is in since when."""

    counters: AgentCounters
    state: AgentState
    entered: float
    csq: Csq | None = None  # whose contact he has
    held_since: float | None = None
    held: float = 0.0  # in the contact he has


class Statistics:
    """Every method that tells something begins a new day first, when it is midnight."""

    def __init__(self, now: float, epoch: float) -> None:
        self._epoch = epoch
        self.started = now
        self._midnight = _midnight(now + epoch) - epoch
        self.csqs: dict[int, QueueRecord] = {}
        self.system = QueueRecord()  # every contact once, whatever it waits in
        self.agents: dict[str, AgentRecord] = {}  # who is signed in
        self._change = 0
        self._changed: dict[Csq | Agent, int] = {}  # in the order of their last changes

    # --- Told by the engine ---------------------------------------------------------------------------------

    def queued(self, contact: Contact, csqs: Iterable[Csq], now: float) -> None:
        """A contact begins to wait."""
        self._roll(now)
        if contact not in self.system.waiting:
            self.system.counters.presented += 1
            self.system.waiting[contact] = now
        for csq in csqs:
            record = self.queue(csq)
            record.counters.presented += 1
            record.waiting[contact] = now
            self._touch(csq)

    def dequeued(self, contact: Contact, csqs: Iterable[Csq], now: float) -> None:
        """The contact's script has taken it out of these CSQs."""
        self._roll(now)
        for csq in csqs:
            self._leave(self.queue(csq), contact, now, "dequeued")
            self._touch(csq)
        if not any(contact in self.queue(csq).waiting for csq in contact.entered):
            self._leave(self.system, contact, now, "dequeued")

    def abandoned(self, contact: Contact, now: float) -> None:
        """The caller hung up; that counts in every CSQ in which he waited."""
        self._roll(now)
        self._leave(self.system, contact, now, "abandoned")
        for csq in contact.entered:
            self._leave(self.queue(csq), contact, now, "abandoned", csq.setup.service_level_seconds)
            self._touch(csq)

    def agent_became(self, agent: Agent, before: AgentState, now: float) -> None:
        """An agent's state is another, or the same anew; told before what he had in it is forgotten."""
        self._roll(now)
        record = self.agents.get(agent.id)
        rang = now - record.entered if record is not None else 0.0
        if record is None:
            record = self.agents[agent.id] = AgentRecord(AgentCounters(now), agent.state, now)
        else:
            self._state_left(record, now)
        record.csq = agent.handling
        record.state, record.entered = agent.state, now
        record.held, record.held_since = 0.0, None
        if agent.state is AgentState.RESERVED:
            record.counters.presented += 1
        elif agent.state is AgentState.TALKING and before is AgentState.RESERVED:
            record.counters.handled += 1
            record.counters.rings.add(rang)
            if agent.delivery is not None:
                self._handled(agent.delivery.contact, agent.delivery.csq, now)
        elif agent.state is AgentState.LOGOUT:
            del self.agents[agent.id]
        self._touch(agent)
        for csq in agent.csqs:
            self._touch(csq)

    def held(self, agent: Agent, now: float) -> None:
        """He holds the contact-centre call that he has."""
        record = self.agents.get(agent.id)
        if record is not None and record.state is AgentState.TALKING and record.held_since is None:
            record.held_since = now
            self._touch(agent)

    def retrieved(self, agent: Agent, now: float) -> None:
        """He has taken the held contact-centre call back."""
        record = self.agents.get(agent.id)
        if record is not None and record.held_since is not None:
            record.held += now - record.held_since
            record.held_since = None
            self._touch(agent)

    def reset(self, now: float) -> None:
        """All counters begin anew; who waits is presented, who is signed in stays what he is."""
        self.started = now
        self._midnight = _midnight(now + self._epoch) - self._epoch
        for record in (self.system, *self.csqs.values()):
            record.counters = QueueCounters(presented=len(record.waiting))
        for agent in self.agents.values():
            agent.counters = AgentCounters(now)
        for changed in list(self._changed):
            self._touch(changed)

    # --- Asked ----------------------------------------------------------------------------------------------

    def queue(self, csq: Csq) -> QueueRecord:
        """The numbers of a CSQ."""
        return self.csqs.setdefault(csq.id, QueueRecord())

    def up_to(self, now: float) -> None:
        """Begin a new day if it is midnight, before numbers are read."""
        self._roll(now)

    def changed_since(self, change: int) -> tuple[int, list[Csq | Agent]]:
        """What has changed since a change, in order, and the number of the last change. 0 was before all."""
        found: list[Csq | Agent] = []
        for subject in reversed(self._changed):
            if self._changed[subject] <= change:
                break
            found.append(subject)
        return self._change, found[::-1]

    # --- The counting itself --------------------------------------------------------------------------------

    def _touch(self, subject: Csq | Agent) -> None:
        self._change += 1
        self._changed.pop(subject, None)
        self._changed[subject] = self._change

    def _roll(self, now: float) -> None:
        if now >= self._midnight:
            self.reset(self._midnight)
            self._midnight = _midnight(now + self._epoch) - self._epoch

    def _handled(self, contact: Contact, by: Csq, now: float) -> None:
        """An agent answered: for the CSQ that found him the contact is handled, for the others dequeued."""
        self._leave(self.system, contact, now, "handled")
        for csq in contact.entered:
            how = "handled" if csq is by else "dequeued"
            self._leave(self.queue(csq), contact, now, how, csq.setup.service_level_seconds)
            self._touch(csq)

    @staticmethod
    def _leave(record: QueueRecord, contact: Contact, now: float, how: str, level: float = 0.0) -> None:
        since = record.waiting.pop(contact, None)
        if since is None:
            return
        counters, wait = record.counters, now - since
        counters.waits.add(wait)
        record.recent.add(now, how, wait)
        if how == "dequeued":
            counters.dequeued += 1
        elif how == "abandoned":
            counters.abandoned += 1
            counters.abandoned_in_level += wait <= level
            counters.waits_of_abandoned.add(wait)
        else:
            counters.handled += 1
            counters.handled_in_level += wait <= level
            counters.waits_of_handled.add(wait)
            record.last_met = wait <= level
            if record.last_met:
                record.recent.add(now, "met", wait)

    def _state_left(self, record: AgentRecord, now: float) -> None:
        seconds = now - record.entered
        counters = record.counters
        counters.in_state(record.state).add(seconds)
        queue = self.queue(record.csq) if record.csq is not None else None
        if record.state is AgentState.TALKING:
            hold = record.held + (now - record.held_since if record.held_since is not None else 0.0)
            counters.talks.add(seconds - hold)
            counters.holds.add(hold)
            counters.recent.add(now, "talk", seconds - hold)
            counters.recent.add(now, "hold", hold)
            if queue is not None:
                queue.counters.talks.add(seconds - hold)
                queue.counters.holds.add(hold)
                queue.recent.add(now, "handle", seconds)
        elif record.state is AgentState.WORK and queue is not None:
            queue.counters.works.add(seconds)
            queue.recent.add(now, "handle", seconds)


def _midnight(unix: float) -> float:
    """The next midnight of this machine's time zone, as Unix time."""
    tomorrow = datetime.fromtimestamp(unix).astimezone().date() + timedelta(days=1)
    return datetime.combine(tomorrow, time()).astimezone().timestamp()
