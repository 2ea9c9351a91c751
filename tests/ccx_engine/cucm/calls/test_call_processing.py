"""Random people at random phones: what must hold whatever they do."""

from __future__ import annotations

from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from ccx_engine.cucm.calls.call import ABSENT, CONNECTION_EVENTS, TERMINAL_EVENTS
from ccx_engine.cucm.calls.media import Place, flowing
from ccx_engine.jtapi.messages import (
    Accept,
    Answer,
    CallEvs,
    Conference,
    Connect,
    Consult,
    Disconnect,
    GenerateDtmf,
    Hold,
    Observe,
    OffHook,
    OnHook,
    OpenProvider,
    PlayTone,
    PlugPhone,
    PressKeys,
    Redirect,
    RegisterTerminal,
    Reject,
    Request,
    Rtp,
    Snapshot,
    StartMonitor,
    StartRecording,
    StopRecording,
    Transfer,
    TransferTo,
    Unhold,
    Unobserve,
    UnplugPhone,
)
from ccx_engine.jtapi.model import ConnectionState, Ev, TerminalState, may_move, terminal_may_move
from tests.ccx_engine.cucm.scene import ENGINE, LAB, RMCM, USERS, Scene, phone

PHONES = [phone(number) for number in ("1001", "1002", "1003", "500A", "500B")]
PORTS = ["CCX_7001", "CCX_7002"]
TERMINALS = [*PHONES, *PORTS, "Trigger", "PSTN"]
NUMBERS = [
    "1001",
    "1002",
    "1003",
    "1500",
    "7001",
    "7002",
    "6001",
    "5551",
    "5552",
    "9555",
    "9551",
    "9553",
    "?",
]
ADDRESSES = st.sampled_from(NUMBERS)
PLACES = st.sampled_from(TERMINALS)
PEOPLE = st.sampled_from(PHONES)
CALL = st.integers(0, 5)

# Lines that forward, in a circle too, answer by themselves, and take several calls.
LINES = [
    {
        "number": "1001",
        "max_calls": 3,
        "busy_trigger": 2,
        "forward_no_answer": "1500",
        "forward_busy": "1003",
    },
    {"number": "1002", "forward_not_registered": "1001", "auto_answer": "headset"},
    {"number": "1003", "forward_all": "9555"},
    {"number": "1004", "forward_all": "1005"},
    {"number": "1005", "forward_busy": "1004"},
    {"number": "1500", "max_calls": 3, "busy_trigger": 2},
    {"number": "6001", "forward_on_failure": "1001"},
    {"number": "7001", "max_calls": 3, "busy_trigger": 2},
]
DIALLING = (ConnectionState.INITIATED, ConnectionState.DIALING)
CONNECTION_STATES = {events[1]: state for state, events in CONNECTION_EVENTS.items()}
TERMINAL_STATES = {events[1]: state for state, events in TERMINAL_EVENTS.items()}

Parties = dict[str, tuple[ConnectionState, dict[str, TerminalState]]]


class Mirror:
    """What an observer knows of the calls from the events alone."""

    def __init__(self) -> None:
        self.calls: dict[int, Parties] = {}
        self.monitored: dict[tuple[int, str], int] = {}
        self.recorded: set[tuple[int, str]] = set()
        self.inputs: set[tuple[int, Place]] = set()
        self.outputs: set[tuple[int, Place]] = set()

    def forget(self) -> None:
        self.__init__()  # type: ignore[misc]

    def hear_stream(self, stream: Rtp) -> None:
        where = stream.call, Place(stream.address, stream.terminal)
        known = self.inputs if stream.ev in (Ev.RTP_INPUT_STARTED, Ev.RTP_INPUT_STOPPED) else self.outputs
        if stream.ev in (Ev.RTP_INPUT_STARTED, Ev.RTP_OUTPUT_STARTED):
            assert where not in known
            known.add(where)
        else:
            known.remove(where)

    def hear(self, group: CallEvs) -> None:
        for ev in group.events:
            if ev.ev in (Ev.CALL_ACTIVE, Ev.CONSULT_CALL_ACTIVE):
                assert group.call not in self.calls
                self.calls[group.call] = {}
                continue
            parties = self.calls[group.call]
            place = group.call, ev.address
            if ev.ev is Ev.MONITORING_START:
                assert self.monitored.setdefault(place, ev.other_call) == ev.other_call
            elif ev.ev is Ev.MONITORING_END:
                assert self.monitored.pop(place) == ev.other_call
            elif ev.ev is Ev.RECORDING_START:
                assert place not in self.recorded
                self.recorded.add(place)
            elif ev.ev is Ev.RECORDING_END:
                self.recorded.remove(place)
            elif ev.ev is Ev.CALL_OBSERVATION_ENDED:
                del self.calls[group.call]
                self._lose(group.call)
            elif ev.ev is Ev.CONN_CREATED:
                assert ev.address not in parties
                parties[ev.address] = (ConnectionState.IDLE, {})
            elif ev.ev in CONNECTION_STATES:
                self._move(parties, ev.address, CONNECTION_STATES[ev.ev])
                if ev.ev is Ev.CTL_CONN_DISCONNECTED:
                    assert place not in self.recorded
                    self.monitored.pop(place, None)
            elif ev.ev is Ev.TERM_CONN_CREATED:
                assert (
                    parties[ev.address][1].setdefault(ev.terminal, TerminalState.IDLE) is TerminalState.IDLE
                )
            elif ev.ev in TERMINAL_STATES:
                state = TERMINAL_STATES[ev.ev]
                terminals = parties[ev.address][1]
                before = terminals[ev.terminal]
                assert before is TerminalState.IDLE or terminal_may_move(before, state)
                terminals[ev.terminal] = state
                if state is TerminalState.DROPPED:
                    del terminals[ev.terminal]

    def hear_snapshot(self, snapshot: Snapshot) -> None:
        parties = self.calls[snapshot.call] = {}
        self._lose(snapshot.call)
        for party in snapshot.parties:
            if party.monitored_by:
                self.monitored[snapshot.call, party.address] = party.monitored_by
            if party.recorded:
                self.recorded.add((snapshot.call, party.address))
            terminals = parties.setdefault(party.address, (party.connection, {}))[1]
            if party.terminal:
                terminals[party.terminal] = party.state

    def _lose(self, call: int) -> None:
        """Nothing is known of the call any more."""
        self.monitored = {place: by for place, by in self.monitored.items() if place[0] != call}
        self.recorded = {place for place in self.recorded if place[0] != call}

    @staticmethod
    def _move(parties: Parties, address: str, state: ConnectionState) -> None:
        before, terminals = parties[address]
        assert before is ConnectionState.IDLE or may_move(before, state)
        if state is ConnectionState.DISCONNECTED:
            assert not terminals
            del parties[address]
        else:
            parties[address] = (state, terminals)


class CallProcessing(RuleBasedStateMachine):
    """LAB hears everything, RMCM some phones; ENGINE has the ports and may die."""

    def __init__(self) -> None:
        super().__init__()
        self.scene = Scene(lines=LINES)
        self.mirrors = {LAB: Mirror(), RMCM: Mirror(), ENGINE: Mirror()}
        for name in (*NUMBERS[:-1], "PSTN", *PORTS):
            self.scene.ask(LAB, Observe(name))
        for name in ("1001", "1500", "SEP000000001002"):
            self.scene.ask(RMCM, Observe(name))
        for name in ("1004", "1005"):
            self.scene.ask(LAB, Observe(name))
        self.register()

    @rule(terminal=PLACES, address=ADDRESSES, destination=ADDRESSES)
    def connect(self, terminal: str, address: str, destination: str) -> None:
        self.ask(LAB, Connect(terminal, address, destination))

    @rule(caller=st.sampled_from(["5551", "5552"]), port=st.sampled_from(["7001", "7002"]), agent=ADDRESSES)
    def deliver(self, caller: str, port: str, agent: str) -> None:
        self.ask(LAB, Connect("PSTN", caller, "6001"))
        call = self.id(-1)
        for request in (
            Redirect(call, "6001", port),
            Accept(call, port),
            Answer(call, f"CCX_{port}"),
            Consult(call, f"CCX_{port}", agent, media=False),
        ):
            self.ask(ENGINE, request)

    @rule(caller=st.sampled_from(["5551", "5552"]), called=PEOPLE, listener=PEOPLE, third=ADDRESSES)
    def consult_while_supervised(self, caller: str, called: str, listener: str, third: str) -> None:
        lines = {name: device.lines[0] for name, device in self.scene.cluster.devices.items() if device.lines}
        self.ask(LAB, Connect("PSTN", caller, lines[called]))
        call = self.id(-1)
        self.ask(RMCM, Answer(call, called))
        self.ask(RMCM, StartRecording(call, called))
        self.ask(RMCM, StartMonitor(listener, lines[listener], call, called))
        if third != "?":
            self.ask(RMCM, Consult(call, called, third))

    @rule(terminals=st.permutations(TERMINALS))
    def answer_what_rings(self, terminals: list[str]) -> None:
        for terminal in terminals:
            for call in self.scene.calls.at(terminal):
                if any(
                    party.terminals.get(terminal) is TerminalState.RINGING
                    for party in call.connections.values()
                ):
                    self.ask(LAB, Answer(call.id, terminal))
                    return

    @rule(terminal=PEOPLE, kind=st.sampled_from([Hold, Unhold]))
    def hold_or_retrieve_what_is_there(self, terminal: str, kind: Any) -> None:
        for call in self.scene.calls.at(terminal):
            self.ask(RMCM, kind(call.id, terminal))

    @rule(terminal=PEOPLE, third=PEOPLE, join=st.sampled_from([Transfer, Conference, Conference, None]))
    def consult_and_join(self, terminal: str, third: str, join: Any) -> None:
        line = self.scene.cluster.devices[third].lines[0]
        for call, _ in self.scene.calls.talking(terminal):
            self.ask(RMCM, Consult(call.id, terminal, line))
            consultation = self.id(-1)
            self.ask(RMCM, Answer(consultation, third))
            if join is not None:
                self.ask(RMCM, join(call.id, consultation, terminal))

    @rule(call=CALL, terminal=PLACES)
    def answer(self, call: int, terminal: str) -> None:
        self.ask(RMCM, Answer(self.id(call), terminal))

    @rule(kind=st.sampled_from([Hold, Unhold]), call=CALL, terminal=PLACES)
    def hold_or_unhold(self, kind: Any, call: int, terminal: str) -> None:
        self.ask(RMCM, kind(self.id(call), terminal))

    @rule(kind=st.sampled_from([Accept, Reject, Disconnect]), call=CALL, address=ADDRESSES)
    def at_an_address(self, kind: Any, call: int, address: str) -> None:
        self.ask(LAB, kind(self.id(call), address))

    @rule(call=CALL, address=ADDRESSES, destination=ADDRESSES)
    def redirect(self, call: int, address: str, destination: str) -> None:
        self.ask(LAB, Redirect(self.id(call), address, destination))

    @rule(call=CALL, terminal=PLACES, destination=ADDRESSES, media=st.booleans())
    def consult(self, call: int, terminal: str, destination: str, *, media: bool) -> None:
        self.ask(RMCM, Consult(self.id(call), terminal, destination, media))

    @rule(call=CALL, terminal=PLACES, destination=ADDRESSES)
    def transfer_to(self, call: int, terminal: str, destination: str) -> None:
        self.ask(RMCM, TransferTo(self.id(call), terminal, destination))

    @rule(kind=st.sampled_from([Transfer, Conference]), one=CALL, other=CALL, terminal=PLACES)
    def join(self, kind: Any, one: int, other: int, terminal: str) -> None:
        self.ask(RMCM, kind(self.id(one), self.id(other), terminal))

    @rule(kind=st.sampled_from([Transfer, Conference]))
    def join_what_can_be_joined(self, kind: Any) -> None:
        for call in self.scene.calls:
            origin = call.connections.get(call.calling)
            if call.consults_for and origin is not None:
                for terminal in origin.terminals:
                    self.ask(RMCM, kind(call.consults_for, call.id, terminal))

    @rule(call=CALL, address=ADDRESSES, by=PLACES)
    def drop_another(self, call: int, address: str, by: str) -> None:
        self.ask(RMCM, Disconnect(self.id(call), address, by))

    @rule(call=CALL, terminal=PEOPLE, at=PEOPLE)
    def monitor(self, call: int, terminal: str, at: str) -> None:
        address = self.scene.cluster.devices[terminal].lines[0]
        self.ask(RMCM, StartMonitor(terminal, address, self.id(call), at))

    @rule(terminal=PEOPLE)
    def monitor_who_talks(self, terminal: str) -> None:
        address = self.scene.cluster.devices[terminal].lines[0]
        for target in PHONES:
            for call, _ in self.scene.calls.talking(target):
                self.ask(RMCM, StartMonitor(terminal, address, call.id, target))

    @rule(kind=st.sampled_from([StartRecording, StartRecording, StopRecording, PlayTone]), terminal=PEOPLE)
    def record(self, kind: Any, terminal: str) -> None:
        for call, _ in self.scene.calls.talking(terminal):
            self.ask(RMCM, kind(call.id, terminal))

    @rule(terminal=PEOPLE, keys=st.sampled_from(["", "1", "100", "1002", "1500", "9555#", "#"]))
    def lift(self, terminal: str, keys: str) -> None:
        self.ask(LAB, OffHook(terminal))
        self.ask(LAB, PressKeys(terminal, keys))

    @rule(terminal=PEOPLE, keys=st.sampled_from(["1", "2", "5551", "#"]))
    def press(self, terminal: str, keys: str) -> None:
        self.ask(LAB, PressKeys(terminal, keys))

    @rule(terminal=PEOPLE)
    def put_down(self, terminal: str) -> None:
        self.ask(LAB, OnHook(terminal))

    @rule(terminal=PEOPLE, kind=st.sampled_from([UnplugPhone, PlugPhone, PlugPhone]))
    def plug(self, terminal: str, kind: Any) -> None:
        self.ask(LAB, kind(terminal))

    @rule(call=CALL, terminal=PLACES)
    def digits(self, call: int, terminal: str) -> None:
        self.ask(LAB, GenerateDtmf(self.id(call), terminal, "5"))

    @rule(
        name=st.sampled_from(["1001", "1500", "SEP000000001002", "5551"]),
        kind=st.sampled_from([Observe, Unobserve]),
    )
    def observe(self, name: str, kind: Any) -> None:
        self.ask(RMCM, kind(name))

    @rule(name=st.sampled_from(["1001", "1500", "PSTN"]), provider=st.sampled_from([LAB, ENGINE]))
    def observe_streams(self, name: str, provider: int) -> None:
        self.ask(provider, Observe(name, media=True))

    @rule(seconds=st.sampled_from([0.2, 0.5, 2.0, 4.0, 10.0, 12.0, 180.0]))
    def wait(self, seconds: float) -> None:
        self.scene.pass_time(seconds)

    @rule()
    def the_engine_dies_and_comes_back(self) -> None:
        self.scene.close(ENGINE)
        self.scene.heard[ENGINE].clear()
        self.mirrors[ENGINE].forget()
        user = self.scene.cluster.user(USERS[ENGINE])
        assert user is not None
        self.scene.providers.open(ENGINE, user, OpenProvider("", ""))
        self.register()

    def register(self) -> None:
        for name in ("Trigger", *PORTS):
            self.scene.ask(ENGINE, RegisterTerminal(name))

    def ask(self, provider: int, request: Request) -> None:
        """Refused or done: both are right."""
        self.scene._ask(provider, request)

    def id(self, index: int) -> int:
        calls = [call.id for call in self.scene.calls]
        return calls[index % len(calls)] if calls else 1

    @invariant()
    def an_observers_picture_is_the_truth(self) -> None:
        for provider, mirror in self.mirrors.items():
            for message in self.scene.take(provider):
                if isinstance(message, CallEvs):
                    mirror.hear(message)
                elif isinstance(message, Snapshot):
                    mirror.hear_snapshot(message)
                elif isinstance(message, Rtp):
                    mirror.hear_stream(message)
            self._compare_supervision(provider, mirror)
            truth = {
                call.id: {
                    party.address: (
                        party.state,
                        {
                            terminal: state
                            for terminal, state in party.terminals.items()
                            if state not in (TerminalState.IDLE, TerminalState.DROPPED)
                        },
                    )
                    for party in call.connections.values()
                }
                for call in self.scene.calls
                if provider in self.scene.calls.observers.of_call(call)
            }
            assert mirror.calls == truth
        assert len(self.mirrors[LAB].calls) == len(list(self.scene.calls))

    def _compare_supervision(self, provider: int, mirror: Mirror) -> None:
        heard = [call for call in self.scene.calls if provider in self.scene.calls.observers.of_call(call)]
        parties = [party for call in heard for party in call.connections.values()]
        listened = {(each.call, each.address): each.listener.call for each in parties if each.listener}
        assert mirror.monitored == listened
        recordings = [(each, each.recording) for each in parties if each.recording]
        assert mirror.recorded == {
            (each.call, each.address) for each, recording in recordings if recording.far
        }

    @invariant()
    def the_streams_are_those_of_who_talks(self) -> None:
        media = self.scene.calls.media
        for provider, mirror in self.mirrors.items():
            wanted = {name for name, listeners in media.listeners.items() if provider in listeners}
            streams = {
                (call.id, place): stream
                for call in self.scene.calls
                for place, stream in flowing(call).items()
                if wanted.intersection(place)
            }
            assert mirror.inputs == {where for where, stream in streams.items() if stream.source}
            assert mirror.outputs == {where for where, stream in streams.items() if stream.sink}

    @invariant()
    def a_monitoring_call_and_its_target_know_each_other(self) -> None:
        for call in self.scene.calls:
            if call.listens_to is not None:
                assert call.listens_to.listener is not None
                assert call.listens_to.listener.call == call.id
            for party in call.connections.values():
                if party.listener is not None:
                    assert self.scene.calls.find(party.listener.call).listens_to is party

    @invariant()
    def an_unplugged_phone_takes_no_part_in_anything(self) -> None:
        for call in self.scene.calls:
            for party in call.connections.values():
                for terminal in self.scene.calls.unplugged:
                    assert party.terminals.get(terminal, TerminalState.IDLE) in ABSENT

    @invariant()
    def a_terminal_talks_on_one_call(self) -> None:
        for terminal in (*PHONES, *PORTS):
            assert len(self.scene.calls.talking(terminal)) <= 1

    @invariant()
    def who_is_alone_in_a_call_dials_or_hears_a_tone_that_ends(self) -> None:
        for call in self.scene.calls:
            assert call.connections
            if len(call.connections) == 1:
                (party,) = call.connections.values()
                assert party.state in (ConnectionState.FAILED, *DIALLING)
                assert party.deadline is not None

    @invariant()
    def what_rings_or_is_offered_has_an_end(self) -> None:
        waiting = (ConnectionState.OFFERED, ConnectionState.ALERTING, ConnectionState.FAILED, *DIALLING)
        for call in self.scene.calls:
            for party in call.connections.values():
                assert party.call == call.id
                assert (call in self.scene.calls.at(party.address)) != party.bridge
                assert party.bridge or (party.deadline is not None) == (party.state in waiting)

    @invariant()
    def a_consultation_without_media_does_not_outlive_its_call(self) -> None:
        ids = {call.id for call in self.scene.calls}
        assert all(call.media or call.consults_for in ids for call in self.scene.calls)

    @invariant()
    def lines_keep_their_limits(self) -> None:
        for line in self.scene.cluster.lines.values():
            if line.max_calls is not None:
                assert len(self.scene.calls.at(line.number)) <= line.max_calls

    def teardown(self) -> None:
        """When everybody puts down the phone, nothing is left."""
        for call in list(self.scene.calls):
            for address in list(call.connections):
                if address in call.connections:
                    self.ask(LAB, Disconnect(call.id, address))
        assert list(self.scene.calls) == []
        assert self.scene.calls._at == {}
        assert self.scene.calls._consultations == {}
        assert self.scene.calls.media._flowing == {}
        assert self.scene.providers.next_deadline() is None


CallProcessing.TestCase.settings = settings(max_examples=60, stateful_step_count=50, deadline=None)
TestCallProcessing = CallProcessing.TestCase
