"""All that the engine knows, and what it wants said: what every module of the core works on."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from ccx_engine.cti import messages as cti
from ccx_engine.cti.enums import CcxErrorCode, CcxStatus, ControlFailure
from ccx_engine.engine.configuration.rmcm import Configuration
from ccx_engine.engine.configuration.upload import Upload
from ccx_engine.engine.directory import Directory
from ccx_engine.engine.model import (
    Agent,
    Application,
    Call,
    Client,
    Contact,
    Csq,
    Delivery,
    Merge,
    Port,
    PortGroup,
    Provider,
)
from ccx_engine.engine.statistics.counters import Statistics
from ccx_engine.engine.timers import Alarms, Timer, Timers
from ccx_engine.jtapi import messages as jtapi
from ccx_engine.jtapi.model import CtiError

logger = logging.getLogger(__name__)

REMEMBER_ENDED_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Told:
    """An event for every client that it concerns: bridge clients, and these agents' own clients.

    `agents` is None for what every client is told.
    """

    message: cti.Message
    agents: tuple[str, ...] | None = ()
    bridge: bool = True


@dataclass(frozen=True, slots=True)
class Reply:
    """A message for one client, the answer to its request."""

    client: int
    message: cti.Message


class Occasion(NamedTuple):
    """The CTI request for which something is asked: its invoke id and its call; 0 for none."""

    invoke: int
    call: int


NO_OCCASION = Occasion(0, 0)


@dataclass(frozen=True, slots=True)
class Ask:
    """A request for CUCM, and on account of what it is asked."""

    provider: Provider
    request: jtapi.Request
    occasion: Occasion = field(default=NO_OCCASION, compare=False)


Output = Told | Reply | Ask
Answer = jtapi.Done | jtapi.Refused
Then = Callable[[Answer], None]


@dataclass(frozen=True, slots=True)
class _Asked:
    provider: Provider
    deadline: float
    request: jtapi.Request
    then: Then | None
    occasion: Occasion


class EngineState:
    """The model, its indexes, the running waits, and the output that waits to be taken."""

    def __init__(self, configuration: Configuration, timers: Timers, now: float, epoch: float) -> None:
        self.configuration = configuration
        self.timers = timers
        self.now = now
        self.epoch = epoch  # Unix time when `now` was 0
        self.csqs = {
            setup.id: Csq(setup, setup.criterion, configuration.order_of(setup))
            for setup in configuration.csqs.values()
        }
        self.agents: dict[str, Agent] = {
            setup.id: Agent(setup, tuple(self.csqs[each] for each in configuration.csqs_of(setup)), number)
            for number, setup in enumerate(configuration.resources.values(), start=1)
        }
        self.agents_ever = len(self.agents)
        self._owners = {agent.setup.extension: agent for agent in self.agents.values()}
        self.groups = {setup.id: PortGroup(setup.id) for setup in configuration.groups.values()}
        for setup in configuration.groups.values():
            group = self.groups[setup.id]
            group.ports = [Port(address, group) for address in setup.ports]
        self.applications = {
            each.id: Application(each, self.groups[each.group])
            for each in configuration.applications.values()
        }
        self.directory = Directory(
            {each.setup.trigger: each for each in self.applications.values()},
            {port.address: port for group in self.groups.values() for port in group.ports},
        )
        self.upload = Upload(configuration)
        self.statistics = Statistics(now, epoch)
        self.handled_since = self.statistics.started  # agents' contacts, for the choice among them
        self.clients: dict[int, Client] = {}
        self.calls: dict[int, Call] = {}
        self.consults: dict[int, Delivery] = {}
        self.delivering: dict[str, Delivery] = {}  # by the CTI port's number, until the consult call is known
        self.merges: dict[int, Merge] = {}  # by either call's id
        self.on_other_lines: dict[int, set[str]] = {}  # CUCM calls, and at which of `directory.other_lines`
        self.contacts = 0
        self.ready_after_no_answer = False  # what becomes of an agent who let a call ring
        self.signed_in: set[Provider] = set()  # at CTI Manager
        self.ready: set[Provider] = set()  # what it needs of CUCM is in service, too
        self.unavailable: set[str] = set()  # triggers and CTI ports that CUCM does not let the engine have
        self.status_told = CcxStatus.OUT_OF_SERVICE
        self.in_snapshots: set[int] = set()  # CUCM calls that the RmCm provider found when it came back
        # What the settling rules look at; each is emptied by its rule.
        self.newly_ready: dict[Agent, None] = {}
        self.newly_waiting: dict[Contact, None] = {}
        self.stranded: list[Delivery] = []
        self.signed_out: list[Agent] = []
        self.ports_freed: dict[PortGroup, None] = {}
        self.scripts_due: dict[Contact, None] = {}  # their time came while an agent's phone rang
        self._ended: dict[int, float] = {}
        self._alarms = Alarms()
        self._asked: dict[int, _Asked] = {}
        self._request_id = 0
        self.occasion = NO_OCCASION  # for which CUCM is asked now
        self._output: list[Output] = []

    def learn_owners(self) -> None:
        """Index the agents by their extensions anew: some came, went, or have others."""
        self._owners = {agent.setup.extension: agent for agent in self.agents.values()}

    def owner_of(self, extension: str) -> Agent | None:
        """The agent whose extension this is, signed in or not."""
        return self._owners.get(extension)

    def find_agent(self, agent_id: str | None, instrument: str | None) -> Agent | None:
        """The agent by id, or else the one signed in at the extension."""
        if agent_id:
            return self.agents.get(agent_id)
        return self.directory.lines.get(instrument or "")

    # --- Out ----------------------------------------------------------------------------------------------

    def tell(self, message: cti.Message, agents: Iterable[str] = (), *, bridge: bool = True) -> None:
        """Tell every client that this concerns."""
        self._output.append(Told(message, tuple(agents), bridge))

    def tell_all(self, message: cti.Message) -> None:
        """Tell every client there is."""
        self._output.append(Told(message, None))

    def reply(self, client: Client, message: cti.Message) -> None:
        """Answer one client's request."""
        self._output.append(Reply(client.number, message))

    def control_failure(
        self,
        client: Client,
        invoke_id: int,
        failure: ControlFailure,
        error: int = CcxErrorCode.DEFAULT_ERROR_CODE,
        text: str | None = None,
    ) -> None:
        """CONTROL_FAILURE_CONF: a well-formed request that cannot be carried out."""
        self.reply(
            client,
            cti.ControlFailureConf(
                invoke_id=invoke_id, failure_code=failure, ccx_error_code=error, text=text
            ),
        )

    def ask(self, provider: Provider, request: jtapi.Request, then: Then | None = None) -> None:
        """Ask CUCM; the request gets its id here. `then` gets the answer, which always comes.

        Without an answer in time, or when the provider is lost, it is a Refused made here.
        """
        self._request_id += 1
        made = request.numbered(self._request_id)
        self._asked[self._request_id] = _Asked(
            provider, self.now + self.timers.request, made, then, self.occasion
        )
        if provider in self.signed_in:
            self._output.append(Ask(provider, made, self.occasion))
        else:
            lost = jtapi.Refused(self._request_id, CtiError.PROVIDER_NOT_OPEN, "CUCM is not connected")
            self.after(0.0, lambda: self.answered(lost))

    def take_output(self) -> list[Output]:
        """What is to be said now, in order; it is handed out once."""
        output, self._output = self._output, []
        return output

    # --- Answers of CUCM ----------------------------------------------------------------------------------

    def answered(self, answer: Answer) -> None:
        """Give an answer to who asked."""
        asked = self._asked.pop(answer.request_id, None)
        if asked is None:
            logger.info("CUCM answers request %d, which waits no longer", answer.request_id)
            return
        if isinstance(answer, jtapi.Refused):
            logger.info("CUCM refuses %s: %#x %s", asked.request, answer.error, answer.text)
        if asked.then:
            self.occasion = asked.occasion
            try:
                asked.then(answer)
            finally:
                self.occasion = NO_OCCASION

    def refuse_asked(self, provider: Provider) -> None:
        """Nothing that was asked of this provider will be answered any more."""
        for request_id in [each for each, asked in self._asked.items() if asked.provider is provider]:
            self.answered(jtapi.Refused(request_id, CtiError.PROVIDER_NOT_OPEN, "the provider was lost"))

    # --- Time ---------------------------------------------------------------------------------------------

    def after(self, seconds: float, ring: Callable[[], None]) -> Timer:
        """Do something when `seconds` have passed."""
        return self._alarms.set(self.now + seconds, ring)

    def next_deadline(self) -> float | None:
        """The time of the next wait that ends."""
        alarm = self._alarms.next()
        request = next(iter(self._asked.values())).deadline if self._asked else None
        if alarm is None or request is None:
            return request if alarm is None else alarm
        return min(alarm, request)

    def rings(self) -> bool:
        """Do one thing whose time has come; False when there is none."""
        ring = self._alarms.due(self.now)
        if ring is not None:
            ring()
            return True
        for request_id, asked in self._asked.items():
            if asked.deadline > self.now:
                break
            self.answered(jtapi.Refused(request_id, CtiError.TIMEOUT, "CUCM did not answer in time"))
            return True
        return False

    def unix_time(self) -> int:
        """The wall clock, for TIME fields."""
        return int(self.epoch + self.now)

    @property
    def in_service(self) -> bool:
        """Whether agents can work: both providers are ready."""
        return len(self.ready) == len(Provider)

    # --- Calls --------------------------------------------------------------------------------------------

    def has_ended(self, call: int) -> bool:
        """Whether a CUCM call is known to be over; the slower of two links may still speak of it."""
        return call in self._ended

    def call_ended(self, call: int) -> None:
        """Remember for a while that this CUCM call is over."""
        while self._ended:
            oldest = next(iter(self._ended))
            if self._ended[oldest] + REMEMBER_ENDED_SECONDS > self.now:
                break
            del self._ended[oldest]
        self._ended[call] = self.now

    def call_lives(self, call: int) -> None:
        """A call that nobody heard any more is heard again."""
        self._ended.pop(call, None)

    def forget_ended(self) -> None:
        """No link can be late any more; and a CUCM that starts anew counts its calls from the beginning."""
        self._ended.clear()
