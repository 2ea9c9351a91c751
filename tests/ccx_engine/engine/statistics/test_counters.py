"""Counters of queues and agents, each formula against an example worked by hand.

# source of the definitions: Unified CCX report guides, "CSQ Activity", "Contact Service Queue" and "Resource"
# statistics; CTI guide, QUERY_QUEUE_STATISTICS_CONF
"""

from __future__ import annotations

from datetime import datetime

import pytest

from ccx_engine.cti import messages as cti
from ccx_engine.cti.enums import AgentState
from ccx_engine.engine.statistics.counters import AgentCounters, Durations, QueueCounters, ServiceLevel
from tests.ccx_engine.engine.world import SAMPLE, World


def durations(*seconds: float) -> Durations:
    made = Durations()
    for each in seconds:
        made.add(each)
    return made


# --- Formulas -----------------------------------------------------------------------------------------------


def test_durations_are_averaged_and_the_longest_is_kept() -> None:
    made = durations(10.0, 20.0, 60.0)
    assert (made.count, made.total, made.average, made.longest) == (3, 90.0, 30.0, 60.0)
    assert Durations().average == 0.0


@pytest.mark.parametrize(
    ("kind", "percentage"),
    [
        (ServiceLevel.ONLY_HANDLED, 75.0),  # 60 of the 80 handled
        (ServiceLevel.WITHOUT_ABANDONED, 100 * 60 / 95),  # of 100 presented without the 5 that left early
        (ServiceLevel.ABANDONED_MET, 65.0),  # 60 + 5 of 100
        (ServiceLevel.ABANDONED_MISSED, 60.0),  # 60 of 100
    ],
)
def test_the_service_level_has_four_meanings(kind: ServiceLevel, percentage: float) -> None:
    counters = QueueCounters(
        presented=100, handled=80, abandoned=20, handled_in_level=60, abandoned_in_level=5
    )
    assert counters.service_level(kind) == pytest.approx(percentage)
    assert QueueCounters().service_level(kind) == 0.0


def test_handle_time_is_talk_hold_and_work_for_each_handled_contact() -> None:
    counters = QueueCounters(
        handled=2,
        waits_of_handled=durations(4.0, 8.0),
        talks=durations(100.0, 60.0),
        holds=durations(20.0, 0.0),
        works=durations(30.0, 10.0),
    )
    assert counters.average_handle_time == 110.0  # (160 + 20 + 40) / 2
    assert counters.speed_of_answer == 6.0


def test_the_average_wait_is_of_all_who_were_presented() -> None:
    # source: report guides, average queue time: time in queue of all by contacts presented
    assert QueueCounters(presented=4, waits=durations(4.0, 8.0)).average_wait == 3.0


def test_an_agent_s_speed_of_answer_is_how_long_his_phone_rings() -> None:
    counters = AgentCounters(0.0, presented=3, handled=2, rings=durations(3.0, 5.0))
    assert counters.speed_of_answer == 4.0
    counters.talks, counters.holds = durations(100.0, 60.0), durations(20.0, 0.0)
    counters.in_state(AgentState.WORK).add(40.0)
    assert counters.average_handle_time == 110.0
    assert counters.average_work == 20.0  # of two contacts, though only one had any


# --- Told by the engine -------------------------------------------------------------------------------------


def counters(world: World, csq: int = 1) -> QueueCounters:
    return world.engine.state.statistics.csqs[csq].counters


def outcome(world: World, csq: int = 1) -> tuple[int, int, int, int, int]:
    """Presented, handled, abandoned, dequeued, waiting; the first is always the sum of the others."""
    found = counters(world, csq)
    waiting = len(world.engine.state.statistics.csqs[csq].waiting)
    assert found.presented == found.handled + found.abandoned + found.dequeued + waiting
    return found.presented, found.handled, found.abandoned, found.dequeued, waiting


def queued(world: World, caller: str = "5551", number: str = "6001") -> int:
    call = world.call(caller, number)
    world.advance(0.25)  # the greeting
    return call


def test_a_contact_waits_until_an_agent_answers(world: World) -> None:
    queued(world)
    world.advance(10.0)
    assert outcome(world) == (1, 0, 0, 0, 1)
    world.sign_in("agent1")  # a second passes while his phone rings
    assert outcome(world) == (1, 0, 0, 0, 1)
    world.pick_up("1001")
    assert outcome(world) == (1, 1, 0, 0, 0)
    assert counters(world).waits_of_handled.longest == pytest.approx(11.0)
    assert counters(world).handled_in_level == 0


def test_an_answer_within_the_service_level_counts(world: World) -> None:
    world.sign_in("agent1")
    queued(world)
    world.advance(SAMPLE.csqs[1].service_level_seconds)
    world.pick_up("1001")
    assert counters(world).handled_in_level == 1
    assert counters(world).service_level() == 100.0


def test_talk_hold_and_work_of_a_contact(world: World) -> None:
    world.sign_in("agent1")
    call = queued(world)
    world.advance(2.0)
    world.pick_up("1001")
    world.advance(60.0)
    hold = cti.HoldCallReq(invoke_id=1, call_id=call, connection_device_id="1001")
    assert isinstance(world.request(hold)[0], cti.HoldCallConf)
    world.advance(15.0)
    back = cti.RetrieveCallReq(invoke_id=2, held_call_id=call, held_connection_device_id="1001")
    assert isinstance(world.request(back)[0], cti.RetrieveCallConf)
    world.advance(25.0)
    world.hang_up("1001")
    world.advance(7.0)
    world.set_state("agent1", AgentState.READY)
    of_queue = counters(world)
    of_agent = world.engine.state.statistics.agents["agent1"].counters
    assert (of_queue.talks.total, of_queue.holds.total) == pytest.approx((85.0, 15.0))
    assert of_queue.works.total == pytest.approx(7.0)
    assert of_queue.average_handle_time == of_agent.average_handle_time == pytest.approx(107.0)
    assert (of_agent.talks.total, of_agent.holds.total) == pytest.approx((85.0, 15.0))
    assert (of_agent.presented, of_agent.handled) == (1, 1)
    assert of_agent.speed_of_answer == pytest.approx(2.0)
    assert of_agent.in_state(AgentState.RESERVED).total == pytest.approx(2.0)


def test_a_caller_who_hangs_up_while_a_phone_rings_is_abandoned(world: World) -> None:
    world.sign_in("agent1")
    queued(world)
    world.advance(3.0)
    world.hang_up("5551")
    assert outcome(world) == (1, 0, 1, 0, 0)
    assert counters(world).abandoned_in_level == 1
    of_agent = world.engine.state.statistics.agents["agent1"].counters
    assert (of_agent.presented, of_agent.handled) == (1, 0)


def test_an_abandoned_contact_counts_in_every_queue_it_waited_in(world: World) -> None:
    queued(world, number="6002")
    world.advance(61.0)
    assert outcome(world, 1) == outcome(world, 2) == (1, 0, 0, 0, 1)
    world.hang_up("5551")
    assert outcome(world, 1) == outcome(world, 2) == (1, 0, 1, 0, 0)
    assert world.engine.state.statistics.system.counters.abandoned == 1


def test_a_contact_is_handled_by_one_queue_and_dequeued_from_the_others(world: World) -> None:
    queued(world, number="6002")
    world.advance(61.0)
    world.sign_in("agent1")
    world.pick_up("1001")
    assert outcome(world, 1) == (1, 1, 0, 0, 0)
    assert outcome(world, 2) == (1, 0, 0, 1, 0)
    assert world.engine.state.statistics.system.counters.handled == 1


def test_a_greeted_caller_is_not_presented_yet(world: World) -> None:
    world.call("5551", "6001")
    world.hang_up("5551")
    assert world.engine.state.statistics.csqs == {}


def test_a_new_day_counts_from_midnight_with_those_who_wait() -> None:
    world = World()
    world.sign_in("agent5", state=AgentState.NOT_READY)
    queued(world)
    world.hang_up("5551")
    queued(world, "5552")
    epoch = world.engine.state.epoch
    until_midnight = world.engine.state.statistics._midnight - world.now
    assert 0 < until_midnight <= 90_000
    for _ in range(3):  # no call lasts so long: one after the other
        world.hang_up("5552")
        world.advance(until_midnight / 3 - 1.0)
        queued(world, "5552")
    assert outcome(world) == (5, 0, 4, 0, 1)
    world.advance(3.0)
    world.hang_up("5552")
    assert outcome(world) == (1, 0, 1, 0, 0)
    start = datetime.fromtimestamp(epoch + world.engine.state.statistics.started)
    assert (start.hour, start.minute, start.second) == (0, 0, 0)
    assert world.engine.state.statistics.agents["agent5"].counters.since == pytest.approx(
        start.timestamp() - epoch
    )
