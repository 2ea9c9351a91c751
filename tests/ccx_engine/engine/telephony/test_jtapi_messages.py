"""Each message of CTI Manager reaches the module that knows what it means."""

from __future__ import annotations

from ccx_engine.cti.enums import AgentState
from ccx_engine.engine.model import Provider
from ccx_engine.jtapi import messages as jtapi
from ccx_engine.jtapi.model import ConnectionState, Ev, TerminalState
from tests.ccx_engine.engine.world import World, names


def hear(world: World, message: jtapi.Message, provider: Provider = Provider.RMCM) -> None:
    world._take(world.engine.hear(provider, message, world.now))


def test_an_answer_reaches_who_asked(world: World) -> None:
    state, heard = world.engine.state, []
    state.ask(Provider.RMCM, jtapi.Hold(5, "SEP1"), heard.append)
    (asked,) = state.take_output()
    answer = jtapi.Refused(asked.request.request_id, 1)  # type: ignore[union-attr]
    hear(world, answer)
    assert heard == [answer]


def test_an_answer_that_nobody_waits_for_is_passed_over(world: World) -> None:
    hear(world, jtapi.Done(987_654))
    assert world.take() == []


def test_digits_reach_the_script_at_the_port_where_they_are_heard(world: World) -> None:
    call = world.call("5551234", "6003")
    world.advance(4.0)
    contact = world.engine.state.calls[call].contact
    assert contact is not None
    assert contact.port is not None
    hear(world, jtapi.Dtmf(call, contact.port.address, "47#"), Provider.TELEPHONY)
    assert world.engine.state.calls[call].data.value("callVariable1") == "47"


def test_a_snapshot_makes_the_call_as_it_stands(world: World) -> None:
    world.sign_in("agent1", state=AgentState.NOT_READY)
    world.take()
    there = jtapi.Party("1001", world.phone("1001"), ConnectionState.ESTABLISHED, TerminalState.TALKING)
    outside = jtapi.Party("5551234", "PSTN", ConnectionState.ESTABLISHED, TerminalState.TALKING)
    hear(world, jtapi.Snapshot(77, (outside, there), calling="5551234", called="1001"))
    assert set(world.engine.state.calls[77].connections) == {"1001", "5551234"}
    assert "BEGIN_CALL_EVENT" in names(world.take())


def test_a_device_that_fails_takes_its_agent_out(world: World) -> None:
    world.sign_in("agent1")
    hear(world, jtapi.DeviceEv(Ev.TERM_OUT_OF_SERVICE, world.phone("1001")))
    assert world.state("agent1") == (AgentState.NOT_READY, 32759)
