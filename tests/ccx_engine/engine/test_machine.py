"""Random agents, callers, clocks and late links: what must hold whatever happens, and in whichever order."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from ccx_engine.cti import messages as cti
from ccx_engine.cti.enums import NULL_CALL_ID, AgentState, SupervisoryAction
from ccx_engine.engine.model import Agent, Client, Contact, ContactPhase, Provider
from ccx_engine.jtapi import messages as jtapi
from ccx_engine.jtapi.model import ConnectionState, TerminalState
from tests.ccx_engine.engine.world import BRIDGE, EVERYTHING, World, agent_client

AGENTS = ("agent1", "agent2", "agent5")
EXTENSIONS = ("1001", "1002", "1005")
TRIGGERS = ("6001", "6002")
DESK = 2

agents = st.sampled_from(AGENTS)
SUPERVISOR = {"agent1": "supervisor1", "agent2": "supervisor1", "agent5": "supervisor2"}

extensions = st.sampled_from(EXTENSIONS)
phones = st.sampled_from((*EXTENSIONS, "1008"))
# A call's data may be set to what they were; media events are of one stream each.
MAY_BE_TOLD_TWICE = (cti.CallDataUpdateEvent, cti.RtpStartedEvent, cti.RtpStoppedEvent)
LIVE = (ContactPhase.OVER, ContactPhase.CONNECTED)


class ContactCentre(RuleBasedStateMachine):
    """Anybody does anything at any time; messages of the two links arrive late and out of step."""

    def __init__(self) -> None:
        super().__init__()
        self.world = World()
        self.world.open_client(agent_client(DESK, "agent1"))
        self.world.told.clear()
        self.world.eager = False
        self.callers = 0
        self.seen: dict[tuple[str, int], list[str]] = defaultdict(list)
        self.last: dict[tuple[str, int], cti.Message] = {}
        self.reserved_at: dict[str, tuple[object, float]] = {}

    def teardown(self) -> None:
        """Every caller goes, time passes: nothing may be left of anything."""
        world = self.world
        for provider in Provider:
            if provider not in world.engine.state.signed_in:
                world.link_up(provider)
        world.eager = True
        for _ in range(4):  # an agent may be with the next caller; a conference loses one at a time
            world.drain()
            for call in world.cucm.calls:
                if call.connections:
                    world.lab(jtapi.Disconnect(call.id, next(iter(call.connections))))
            world.advance(120.0)
        self.settled_is_consistent()
        state = world.engine.state
        assert not state.calls
        assert not state.consults
        assert not state.delivering
        assert not state.merges
        for application in state.applications.values():
            assert application.sessions == 0
        for port in state.directory.ports.values():
            assert port.in_service
            assert not port.taken
            assert port in port.group.free
        for agent in state.agents.values():
            assert agent.state not in (AgentState.RESERVED, AgentState.TALKING), agent.id
            assert agent.delivery is None
            assert not agent.connections
        self.what_clients_hear_is_in_order()
        for (whom, call_id), told in self.seen.items():
            assert told[-1] == "END_CALL_EVENT", (whom, call_id, told)

    # --- What agents do ---------------------------------------------------------------------------------

    @rule(agent=agents)
    def signs_in(self, agent: str) -> None:
        self.world.set_state(agent, AgentState.LOGIN)

    @rule(
        agent=agents,
        state=st.sampled_from([AgentState.READY, AgentState.READY, AgentState.NOT_READY, AgentState.WORK]),
    )
    def asks(self, agent: str, state: AgentState) -> None:
        self.world.set_state(agent, state, 5 if state is AgentState.NOT_READY else 0)

    @rule(agent=agents, reason=st.sampled_from([0, 22, 255]))
    def signs_out(self, agent: str, reason: int) -> None:
        self.world.set_state(agent, AgentState.LOGOUT, reason)

    @rule(agent=agents)
    def answers(self, agent: str) -> None:
        for connection in list(self.world.agent(agent).connections.values()):
            self.world.request(
                cti.AnswerCallReq(
                    invoke_id=1, call_id=connection.call.id, connection_device_id=connection.address
                )
            )

    @rule(agent=agents, which=st.sampled_from([cti.ClearConnectionReq, cti.ClearCallReq, cti.HoldCallReq]))
    def acts_on_a_call(self, agent: str, which: Any) -> None:
        for connection in list(self.world.agent(agent).connections.values())[:1]:
            self.world.request(
                which(invoke_id=1, call_id=connection.call.id, connection_device_id=connection.address)
            )

    @rule(agent=agents)
    def retrieves(self, agent: str) -> None:
        for connection in list(self.world.agent(agent).connections.values()):
            self.world.request(
                cti.RetrieveCallReq(
                    invoke_id=1,
                    held_call_id=connection.call.id,
                    held_connection_device_id=connection.address,
                )
            )

    @rule(agent=agents, number=st.sampled_from(["1001", "1002", "1005", "1008", "95551", "6001", "nowhere"]))
    def makes_a_call(self, agent: str, number: str) -> None:
        extension = self.world.centre.resources[agent].extension
        self.world.request(cti.MakeCallReq(invoke_id=1, agent_instrument=extension, dialed_number=number))

    @rule(agent=agents)
    def takes_a_call(self, agent: str) -> None:
        """What leads deeper is seldom found step by step."""
        self.world.set_state(agent, AgentState.LOGIN)
        self.arrive_all()
        self.world.set_state(agent, AgentState.READY)
        self.somebody_calls("6002" if agent == "agent5" else "6001")
        self.time_passes(1.0)
        self.answers(agent)

    @rule(agent=agents, other=agents)
    def two_confer_about_a_call(self, agent: str, other: str) -> None:
        self.takes_a_call(agent)
        self.arrive_all()
        self.consults(agent, self.world.centre.resources[other].extension)
        self.arrive_all()
        self.answers(other)

    @rule(agent=agents, number=st.sampled_from(["1001", "1002", "1005", "1008", "95551", "6001", "nowhere"]))
    def consults(self, agent: str, number: str) -> None:
        for connection in list(self.world.agent(agent).connections.values())[:1]:
            self.world.request(
                cti.ConsultCallReq(
                    invoke_id=1,
                    active_call_id=connection.call.id,
                    active_connection_device_id=connection.address,
                    dialed_number=number,
                )
            )

    @rule(
        agent=agents,
        which=st.sampled_from([cti.TransferCallReq, cti.ConferenceCallReq, cti.ReconnectCallReq]),
        turned=st.booleans(),
    )
    def joins_two_calls(self, agent: str, which: Any, turned: bool) -> None:
        connections = list(self.world.agent(agent).connections.values())[:2]
        if len(connections) == 2:
            held, active = reversed(connections) if turned else connections
            self.world.request(
                which(
                    invoke_id=1,
                    active_call_id=active.call.id,
                    held_call_id=held.call.id,
                    active_connection_device_id=active.address,
                    held_connection_device_id=held.address,
                    agent_instrument=held.address,
                )
            )

    @rule(agent=agents)
    def alternates(self, agent: str) -> None:
        connections = list(self.world.agent(agent).connections.values())[:2]
        if len(connections) == 2:
            other, active = connections
            self.world.request(
                cti.AlternateCallReq(
                    invoke_id=1,
                    active_call_id=active.call.id,
                    other_call_id=other.call.id,
                    active_connection_device_id=active.address,
                    other_connection_device_id=other.address,
                )
            )

    @rule(agent=agents, number=st.sampled_from(["1001", "1002", "1005", "1008", "95551", "6002"]))
    def transfers_blind(self, agent: str, number: str) -> None:
        for connection in list(self.world.agent(agent).connections.values())[:1]:
            self.world.request(
                cti.TransferCallReq(
                    invoke_id=1,
                    active_call_id=connection.call.id,
                    held_call_id=NULL_CALL_ID,
                    active_connection_device_id=connection.address,
                    dialed_number=number,
                )
            )

    @rule(agent=agents)
    def a_supervisor_comes(self, agent: str) -> None:
        """Listening begins while the agent talks, if he does."""
        self.takes_a_call(agent)
        supervisor = SUPERVISOR[agent]
        self.world.set_state(supervisor, AgentState.LOGIN)
        self.arrive_all()
        self.supervises(agent, SupervisoryAction.MONITOR)

    @rule(
        agent=agents,
        action=st.sampled_from(
            [SupervisoryAction.BARGE_IN, SupervisoryAction.INTERCEPT, SupervisoryAction.CLEAR]
        ),
    )
    def supervises(self, agent: str, action: SupervisoryAction) -> None:
        supervisor = self.world.centre.resources[SUPERVISOR[agent]]
        for connection in list(self.world.agent(agent).connections.values())[:1]:
            self.world.request(
                cti.SuperviseCallReq(
                    invoke_id=1,
                    agent_call_id=connection.call.id,
                    supervisory_action=action,
                    agent_connection_device_id=connection.address,
                    supervisor_instrument=supervisor.extension,
                )
            )

    # --- What phones and callers do -----------------------------------------------------------------------

    @rule(number=st.sampled_from(TRIGGERS))
    def somebody_calls(self, number: str) -> None:
        self.callers += 1
        self.world.call(f"5550{self.callers:03}", number)

    @rule(number=phones)
    def somebody_calls_an_agent(self, number: str) -> None:
        self.callers += 1
        self.world.call(f"5550{self.callers:03}", number)

    @rule(extension=phones, number=st.sampled_from(["1001", "1002", "6002", "95551"]))
    def phone_dials(self, extension: str, number: str) -> None:
        if extension != number:
            self.world.lab(jtapi.Connect(self.world.phone(extension), extension, number))

    @rule(extension=phones)
    def phone_answers(self, extension: str) -> None:
        for call in self.world.cucm.calls.at(extension):
            self.world.lab(jtapi.Answer(call.id, self.world.phone(extension)))

    @rule(extension=phones)
    def phone_hangs_up(self, extension: str) -> None:
        for call in self.world.cucm.calls.at(extension)[:1]:
            self.world.lab(jtapi.Disconnect(call.id, extension))

    @rule(extension=phones, number=st.sampled_from(["1001", "1005", "6001", "95551"]))
    def phone_consults(self, extension: str, number: str) -> None:
        for call in self.world.cucm.calls.at(extension)[:1]:
            self.world.lab(jtapi.Consult(call.id, self.world.phone(extension), number))

    @rule(extension=phones, which=st.sampled_from([jtapi.Transfer, jtapi.Conference]))
    def phone_joins_two_calls(self, extension: str, which: Any) -> None:
        calls = self.world.cucm.calls.at(extension)[:2]
        if len(calls) == 2:
            self.world.lab(which(calls[0].id, calls[1].id, self.world.phone(extension)))

    @rule(data=st.data())
    def caller_hangs_up(self, data: st.DataObject) -> None:
        calls = [call for call in self.world.cucm.calls if call.calling.startswith("5550")]
        if calls:
            call = data.draw(st.sampled_from(calls))
            if call.calling in call.connections:
                self.world.lab(jtapi.Disconnect(call.id, call.calling))

    # --- What goes wrong ------------------------------------------------------------------------------------

    @rule(provider=st.sampled_from(Provider))
    @precondition(lambda self: self.world.engine.in_service)
    def a_link_breaks_and_comes_back(self, provider: Provider) -> None:
        self.arrive_all()
        self.world.link_down(provider)
        self.world.link_up(provider)
        self.arrive_all()

    @rule()
    def finesse_comes_again(self) -> None:
        self.world.close_client(BRIDGE)
        self.world.open_client(Client(BRIDGE, "finesse", EVERYTHING))

    # --- Time and messages ----------------------------------------------------------------------------------

    @rule(seconds=st.sampled_from([1.0, 1.5, 12.0, 31.0]))
    def time_passes(self, seconds: float) -> None:
        self.world.eager = True
        self.world.advance(seconds)
        self.world.eager = False
        self.reservations_resolve()

    @rule()
    def a_moment_passes(self) -> None:
        self.world.advance(0.1)

    @rule(provider=st.sampled_from(Provider), count=st.integers(1, 5))
    def some_arrive(self, provider: Provider, count: int) -> None:
        world = self.world
        world.pick = lambda waiting: provider if provider in waiting else waiting[0]
        for _ in range(count):
            world.step()
        world.pick = None

    @rule()
    def arrive_all(self) -> None:
        self.world.drain()

    # --- What must hold -------------------------------------------------------------------------------------

    @invariant()
    def what_clients_hear_is_in_order(self) -> None:
        """BEGIN_CALL first and once, END_CALL last and once, for every client and call."""
        for told in self.world.told:
            call_id = getattr(told.message, "call_id", None)
            if not isinstance(call_id, int):
                continue
            name = told.message.NAME
            if isinstance(told.message, cti.CallDataUpdateEvent) and told.message.new_call_id != call_id:
                self._new_id(told.message, told.agents or ())
                continue
            hearers = (["bridge"] if told.bridge else []) + [
                each for each in told.agents or () if each == "agent1"
            ]
            for whom in hearers:
                heard = self.seen[whom, call_id]
                if name == "BEGIN_CALL_EVENT":
                    assert not heard or heard[-1] == "END_CALL_EVENT", (whom, heard)
                    heard.clear()
                else:
                    assert heard, (whom, name, "before BEGIN_CALL")
                    assert heard[-1] != "END_CALL_EVENT", (whom, heard, name)
                heard.append(name)
                if not isinstance(told.message, MAY_BE_TOLD_TWICE):
                    assert self.last.get((whom, call_id)) != told.message, ("told twice", whom, told.message)
                self.last[whom, call_id] = told.message
        self.world.told.clear()

    def _new_id(self, update: cti.CallDataUpdateEvent, concerned: tuple[str, ...]) -> None:
        """Its own client, and the bridge client that knows no other, know the call by another id."""
        before, after = update.call_id, update.new_call_id
        if "agent1" in concerned:
            self.seen["agent1", after] = self.seen.pop(("agent1", before))
        if self._over("bridge", after):
            self.seen["bridge", after] = self.seen.pop(("bridge", before))

    def _over(self, whom: str, call_id: int) -> bool:
        heard = self.seen.get((whom, call_id))
        return not heard or heard[-1] == "END_CALL_EVENT"

    @invariant()
    def reservations_are_noticed(self) -> None:
        for agent in self.world.engine.state.agents.values():
            why = agent.delivery if agent.state is AgentState.RESERVED else None
            if why is None:
                self.reserved_at.pop(agent.id, None)
            elif self.reserved_at.get(agent.id, (None, 0.0))[0] is not why:
                self.reserved_at[agent.id] = (why, self.world.now)

    def reservations_resolve(self) -> None:
        """When CUCM has had its say, no phone has rung for longer than it may."""
        limit = self.world.timers.ring_no_answer
        for agent in self.world.engine.state.agents.values():
            why, since = self.reserved_at.get(agent.id, (None, 0.0))
            if why is not None and agent.state is AgentState.RESERVED and agent.delivery is why:
                assert self.world.now - since <= limit, (agent.id, self.world.now - since)

    @invariant()
    def nobody_is_offered_two_calls(self) -> None:
        state = self.world.engine.state
        deliveries = [*state.consults.values(), *state.delivering.values()]
        reserved = [each.agent for each in deliveries if each.agent.delivery is each]
        assert len(reserved) == len(set(reserved))
        for agent in state.agents.values():
            if agent.state is AgentState.RESERVED:
                assert (agent.delivery is None) is not (agent.consulted is None)
                assert agent.delivery is None or agent.delivery.agent is agent
            if agent.consulted is not None:
                assert agent.state is AgentState.RESERVED
                assert agent.consulted.reserves is agent

    @invariant()
    def no_ready_agent_idles_while_a_call_he_may_take_waits(self) -> None:
        state = self.world.engine.state
        waiting = [call.contact for call in state.calls.values() if call.contact and call.contact.offerable]
        for agent in state.agents.values():
            ready = agent.state is AgentState.READY
            for csq in agent.csqs:
                assert (agent in csq.ready) is ready
            if ready:
                assert not agent.on_another_call
                assert not any(_may_take(agent, contact) for contact in waiting)

    @invariant()
    def sessions_and_ports_add_up(self) -> None:
        state = self.world.engine.state
        contacts = [call.contact for call in state.calls.values() if call.contact]
        for application in state.applications.values():
            mine = [each for each in contacts if each.application is application and each.phase not in LIVE]
            assert application.sessions == len(mine)
        for group in state.groups.values():
            for port in group.ports:
                assert not (port.taken and port in group.free)

    def settled_is_consistent(self) -> None:
        """With nothing on its way, the engine knows every call that it watches, and none that has ended."""
        state, cucm = self.world.engine.state, self.world.cucm.calls
        watched = {*state.directory.triggers, *state.directory.ports, *state.directory.lines}
        there = {call.id for call in cucm if watched & set(call.connections)}
        consults = set(state.consults)
        assert there - consults <= set(state.calls) <= {call.id for call in cucm}, (there, consults)
        for call in state.calls.values():
            for connection in call.connections.values():
                if connection.agent is None or connection.at != call.id:
                    continue
                party = cucm.find(call.id).connections[connection.address]
                rings = TerminalState.RINGING in party.terminals.values()
                assert rings == (connection.state.name == "ALERTING"), (connection, party)
                assert (party.state is ConnectionState.FAILED) == (connection.state.name == "FAIL")

    @rule()
    def everything_has_arrived(self) -> None:
        self.arrive_all()
        self.settled_is_consistent()


def _may_take(agent: Agent, contact: Contact) -> bool:
    return any(csq in contact.csqs for csq in agent.csqs)


TestContactCentre = ContactCentre.TestCase
TestContactCentre.settings = settings(
    max_examples=150, stateful_step_count=60, deadline=None, suppress_health_check=list(HealthCheck)
)
