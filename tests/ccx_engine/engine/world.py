"""The pure engine and the pure CUCM wired together: time and the order of the links are the test's."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from ccx_engine.cti import messages as cti
from ccx_engine.cti.enums import AgentState, ServiceMask
from ccx_engine.cti.masks import Masks
from ccx_engine.cucm.calls.observers import ToldProviders
from ccx_engine.cucm.configuration.administration import Administration, Change
from ccx_engine.cucm.configuration.cluster import Cluster
from ccx_engine.cucm.cti_manager.providers import Providers
from ccx_engine.cucm.provisioning import provision
from ccx_engine.engine.configuration.rmcm import Configuration
from ccx_engine.engine.configuration.rmcm_table import read
from ccx_engine.engine.engine import Engine
from ccx_engine.engine.model import Agent, Client, Provider
from ccx_engine.engine.state import Ask, Output, Reply, Told
from ccx_engine.engine.timers import PRODUCT, Timers
from ccx_engine.jtapi import messages as jtapi
from ccx_engine.jtapi.model import CtiError, Ev
from vos import centre

LAB = 99  # the provider that plays callers and phones
CALL = 16777507  # as the CTI guide's traces print it
NUMBER = {Provider.TELEPHONY: 1, Provider.RMCM: 2}
USER = {Provider.TELEPHONY: "ccx_1", Provider.RMCM: "ccx_rmcm"}
BRIDGE = 1
EVERYTHING = Masks(0x40096, 0xFFFFFFFF, 0xFFFFFFFF, 0x1F)

M = TypeVar("M", bound=cti.Message)

SAMPLE = read(centre.read(centre.SAMPLE, "rmcm"))


def sample_cluster() -> Cluster:
    return provision(centre.read(centre.SAMPLE, "cucm"))


@dataclass
class World:
    """Engine and CUCM of the sample centre. `pick` chooses the link that delivers next, else the oldest."""

    centre: Configuration = SAMPLE
    timers: Timers = PRODUCT
    cluster: Cluster = field(default_factory=sample_cluster)
    pick: Callable[[Sequence[Provider]], Provider] | None = None
    eager: bool = True  # what is on the links arrives at once; otherwise by `step` and `drain`
    now: float = 1000.0
    told: list[Told] = field(default_factory=list)
    replies: list[Reply] = field(default_factory=list)
    asked: list[Ask] = field(default_factory=list)
    refuses: dict[type[jtapi.Request], CtiError] = field(default_factory=dict)  # what CUCM will not do
    silent: bool = False  # CUCM answers nothing
    linked: bool = True  # both links are up from the beginning

    def __post_init__(self) -> None:
        self.engine = Engine(self.centre, self.timers, now=self.now, epoch=1_700_000_000.0)
        self.restart_cucm()
        self.links: dict[Provider, deque[tuple[int, jtapi.Message]]] = {each: deque() for each in Provider}
        self.arrivals = 0
        self.invoke_id = 100
        self.request_id = 0
        for provider in Provider if self.linked else ():
            self.link_up(provider)
        self.open_client(Client(BRIDGE, "finesse", EVERYTHING))
        self.told.clear()

    def restart_cucm(self) -> None:
        """A CUCM without a call and without providers, but the lab."""
        self.cucm = Providers(self.cluster)
        self.cucm.open(LAB, self.cluster.application_users["lab"], jtapi.OpenProvider("lab", ""))

    # --- The links ---------------------------------------------------------------------------------------

    def link_up(self, provider: Provider) -> None:
        user = self.cluster.application_users[USER[provider]]
        told = self.cucm.open(NUMBER[provider], user, jtapi.OpenProvider(user.userid, ""))
        self._arrive([each for each in told if not isinstance(each.message, jtapi.Done)])
        self.run()

    def link_down(self, provider: Provider) -> None:
        self.links[provider].clear()
        self._arrive(self.cucm.close(NUMBER[provider], self.now))
        self._take(self.engine.provider_lost(provider, self.now))
        self.run()

    def _arrive(self, told: Sequence[ToldProviders]) -> None:
        for receivers, message in told:
            for provider, number in NUMBER.items():
                if number in receivers:
                    self.arrivals += 1
                    self.links[provider].append((self.arrivals, message))

    def _take(self, output: list[Output]) -> None:
        for each in output:
            match each:
                case Told():
                    self.told.append(each)
                case Reply():
                    self.replies.append(each)
                case Ask():
                    self.asked.append(each)
                    self._asked(each)

    def _asked(self, ask: Ask) -> None:
        number = NUMBER[ask.provider]
        error = self.refuses.get(type(ask.request))
        if error is not None:
            self._arrive([ToldProviders((number,), jtapi.Refused(ask.request.request_id, error, "no"))])
        elif not self.silent:
            self._arrive(self.cucm.ask(number, ask.request, self.now))

    def step(self) -> bool:
        """One message of one link reaches the engine."""
        waiting = [provider for provider in Provider if self.links[provider]]
        if not waiting:
            return False
        if self.pick is None:
            provider = min(waiting, key=lambda each: self.links[each][0][0])
        else:
            provider = self.pick(waiting)
        _, message = self.links[provider].popleft()
        self._take(self.engine.hear(provider, message, self.now))
        return True

    def run(self) -> None:
        """Until nothing is on its way any more, unless the test lets it arrive itself."""
        if self.eager:
            self.drain()

    def drain(self) -> None:
        """Until nothing is on its way any more."""
        while self.step():
            pass

    def advance(self, seconds: float) -> None:
        """Time passes, and what it brings about happens at its time."""
        end = self.now + seconds
        while True:
            self.run()
            times = (self.engine.next_deadline(), self.cucm.next_deadline())
            due = min((when for when in times if when is not None), default=None)
            if due is None or due > end:
                break
            self.now = max(self.now, due)
            self._arrive(self.cucm.tick(self.now))
            self._take(self.engine.tick(self.now))
        self.now = end

    # --- Clients -----------------------------------------------------------------------------------------

    def open_client(self, client: Client) -> None:
        self._take(self.engine.client_opened(client, self.now))
        self.run()

    def close_client(self, number: int) -> None:
        self._take(self.engine.client_closed(number, self.now))
        self.run()

    def request(self, message: Any, client: int = BRIDGE) -> list[cti.Message]:
        """Send a request; everything that the client is answered."""
        before = len(self.replies)
        self._take(self.engine.request(client, message, self.now))
        self.run()
        return [each.message for each in self.replies[before:] if each.client == client]

    def ask(self, message: Any, kind: type[M], client: int = BRIDGE) -> M:
        """Send a request that gets one answer, which must be of this kind."""
        (answer,) = self.request(message, client)
        assert isinstance(answer, kind), answer
        return answer

    def refused(self, message: Any) -> tuple[int, int]:
        """Send a request that must be refused: failure code and CCX error."""
        answer = self.ask(message, cti.ControlFailureConf)
        return answer.failure_code, answer.ccx_error_code

    def take(self) -> list[cti.Message]:
        """What bridge clients were told since the last time."""
        told = [each.message for each in self.told if each.bridge]
        self.told.clear()
        return told

    # --- Agents ------------------------------------------------------------------------------------------

    def agent(self, agent_id: str) -> Agent:
        return self.engine.state.agents[agent_id]

    def set_state(self, agent_id: str, state: AgentState, reason: int = 0, **given: Any) -> list[cti.Message]:
        extension = self.centre.resources[agent_id].extension
        given.setdefault("agent_instrument", extension)
        return self.request(
            cti.SetAgentStateReq(
                invoke_id=7, agent_state=state, agent_id=agent_id, event_reason_code=reason, **given
            )
        )

    def sign_in(self, *agents: str, state: AgentState = AgentState.READY) -> None:
        for agent in agents:
            assert self.set_state(agent, AgentState.LOGIN) == [cti.SetAgentStateConf(invoke_id=7)]
            if state is not AgentState.NOT_READY:
                assert self.set_state(agent, state) == [cti.SetAgentStateConf(invoke_id=7)]
            self.advance(1.0)

    def state(self, agent_id: str) -> tuple[AgentState, int]:
        agent = self.agent(agent_id)
        return agent.state, agent.reason

    # --- Phones ------------------------------------------------------------------------------------------

    def lab(self, request: jtapi.Request) -> jtapi.Done | jtapi.Refused:
        """The lab asks CUCM: a caller or a phone does something."""
        told = self.cucm.ask(LAB, request, self.now)
        self._arrive(told)
        answer = next(each.message for each in told if LAB in each.providers)
        assert isinstance(answer, jtapi.Done | jtapi.Refused)
        self.run()
        return answer

    def call(self, caller: str, number: str, **data: str) -> int:
        """Somebody outside calls; the call's id."""
        answer = self.lab(jtapi.Connect("PSTN", caller, number, data))
        assert isinstance(answer, jtapi.Done), answer
        return answer.call

    def dial(self, extension: str, number: str) -> int:
        """A phone of the house dials by hand."""
        answer = self.lab(jtapi.Connect(self.phone(extension), extension, number))
        assert isinstance(answer, jtapi.Done), answer
        return answer.call

    def phone(self, extension: str) -> str:
        return self.cluster.lines[extension].devices[0].name

    def ringing(self, extension: str) -> int:
        """The CUCM call that rings at a phone."""
        (call,) = self.cucm.calls.at(extension)
        return call.id

    def pick_up(self, extension: str) -> None:
        """The phone that rings is answered by hand."""
        assert isinstance(self.lab(jtapi.Answer(self.ringing(extension), self.phone(extension))), jtapi.Done)

    def phone_goes(self, extension: str, serves: bool) -> None:
        """CUCM tells the RmCm user that a phone has registered, or no longer is."""
        ev = Ev.TERM_IN_SERVICE if serves else Ev.TERM_OUT_OF_SERVICE
        event = jtapi.DeviceEv(ev, terminal=self.phone(extension))
        self._arrive([ToldProviders((NUMBER[Provider.RMCM],), event)])
        self.run()

    def restrict(self, extension: str, *, line: bool, restricted: bool = True) -> None:
        """CUCM's administrator says whether a line, or its phone, may be controlled."""
        if line:
            ev = Ev.ADDR_RESTRICTED if restricted else Ev.ADDR_ACTIVATED
            event = jtapi.DeviceEv(ev, address=extension)
        else:
            ev = Ev.TERM_RESTRICTED if restricted else Ev.TERM_ACTIVATED
            event = jtapi.DeviceEv(ev, terminal=self.phone(extension))
        self._arrive([ToldProviders((NUMBER[Provider.RMCM],), event)])
        self.run()

    def administer(self, act: Callable[[Administration], None]) -> None:
        """CUCM's administrator adds, changes or removes something; the providers are told."""
        changes: list[Change] = []
        administration = Administration(self.cluster)
        administration.hearers.append(changes.append)
        act(administration)
        for change in changes:
            self._arrive(self.cucm.reconfigured(change, self.now))
        self.run()

    def hang_up(self, address: str) -> None:
        """Whoever is at the address leaves his call."""
        (call,) = self.cucm.calls.at(address)
        assert isinstance(self.lab(jtapi.Disconnect(call.id, address)), jtapi.Done)


def names(messages: Sequence[cti.Message]) -> list[str]:
    """Messages by name, agent states with theirs."""
    return [
        f"{each.agent_id} {AgentState(each.agent_state).name}"
        if isinstance(each, cti.AgentStateEvent)
        else each.NAME
        for each in messages
    ]


def said(message: cti.Message, **fields: Any) -> None:
    """The message has these values."""
    assert {name: getattr(message, name) for name in fields} == fields, message.NAME


def agent_client(number: int, agent_id: str) -> Client:
    """A client in agent mode."""
    services = ServiceMask.CLIENT_EVENTS | ServiceMask.CLIENT_CONTROL | ServiceMask.CALL_DATA_UPDATE
    return Client(number, f"desk of {agent_id}", Masks(services, 0xFFFFFFFF, 0xFFFFFFFF, 0), agent_id)
