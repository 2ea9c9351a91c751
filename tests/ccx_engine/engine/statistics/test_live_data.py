"""The records that live reports show.

# source of streams and field names: what public clients of the product's live data read
"""

from __future__ import annotations

from typing import Any

from ccx_engine.cti.enums import AgentState
from ccx_engine.engine.statistics.live_data import Record
from tests.ccx_engine.engine.world import World


def by_key(records: Any) -> dict[tuple[str, str], Record]:
    return {(each.stream, each.id): each for each in records}


def values(records: Any, stream: str, key: str) -> dict[str, Any]:
    found = by_key(records)[stream, key].values
    assert found is not None
    return found


def test_a_snapshot_has_every_queue_and_who_is_signed_in(world: World) -> None:
    world.sign_in("agent1")
    found = by_key(world.engine.live_data().snapshot(world.now))
    assert set(found) == {
        ("VoiceIAQStats", "Support_CSQ"),
        ("AgentCSQStats", "Support_CSQ"),
        ("VoiceIAQStats", "Sales_CSQ"),
        ("AgentCSQStats", "Sales_CSQ"),
        ("ResourceIAQStats", "agent1"),
        ("VoiceCSQDetailsStats", "agent1"),
    }
    envelope = found["AgentCSQStats", "Support_CSQ"].envelope()
    assert envelope == {
        "id": "Support_CSQ",
        "operation": "UPDATE",
        "AgentCSQStats": {
            "csqName": "Support_CSQ",
            "currentWaitingCalls": 0,
            "currentOldest": 0,
            "AgentIds": [{"agentId": "agent1"}],
        },
    }


def test_what_is_read_is_read_whether_or_not_it_is_looked_at(world: World) -> None:
    reader = world.engine.live_data()
    reader.snapshot(world.now)
    assert reader.changes(world.now) == []
    world.call("5551", "6002")
    reader.changes(world.now)
    assert reader.changes(world.now) == []


def test_changes_are_told_once_and_to_every_reader(world: World) -> None:
    reader, other = world.engine.live_data(), world.engine.live_data()
    list(reader.snapshot(world.now))
    assert list(reader.changes(world.now)) == []
    world.call("5551", "6002")
    world.advance(1.0)
    assert set(by_key(reader.changes(world.now))) == {
        ("VoiceIAQStats", "Sales_CSQ"),
        ("AgentCSQStats", "Sales_CSQ"),
    }
    assert list(reader.changes(world.now)) == []
    assert ("VoiceIAQStats", "Sales_CSQ") in by_key(other.changes(world.now))


def test_a_call_s_way_through_the_records(world: World) -> None:
    reader = world.engine.live_data()
    list(reader.snapshot(world.now))
    world.sign_in("agent3", state=AgentState.NOT_READY)
    world.call("5551", "6001")
    world.advance(4.25)
    waits = values(reader.changes(world.now), "VoiceIAQStats", "Support_CSQ")
    assert (waits["nWaitingContacts"], waits["longestCurrentlyWaitingDuration"]) == (1, 4000)
    assert waits["nUnavailResReasonsMap"] == {"32760": 1}
    world.sign_in("agent1")
    world.pick_up("1001")
    world.advance(30.0)
    told = list(reader.changes(world.now))
    assert values(told, "VoiceIAQStats", "Support_CSQ")["nInSessionResources"] == 1
    talks = values(told, "VoiceCSQDetailsStats", "agent1")
    assert (talks["agentState"], talks["agentStateDuration"]) == ("Talking ( from CSQ: Support_CSQ )", 30_000)
    world.hang_up("1001")
    world.advance(1.0)
    told = list(reader.changes(world.now))
    queue, agent = values(told, "VoiceIAQStats", "Support_CSQ"), values(told, "ResourceIAQStats", "agent1")
    assert (queue["nTotalContacts"], queue["nHandledContacts"], queue["avgTalkDuration"]) == (1, 1, 30_000)
    assert queue["nAverageWaitingTimeLowThreshold"] == queue["avgWaitDuration"] == 5000
    assert queue["nSLAPercentageHighThreshold"] == 100
    assert (agent["strResourceState"], agent["nHandledContacts"]) == ("Work", 1)
    assert agent["avgTalkingWindow1"] == agent["totalTalkTime"] == 30_000
    world.advance(400.0)
    later = values(world.engine.live_data().snapshot(world.now), "VoiceIAQStats", "Support_CSQ")
    assert (later["nAverageWaitingTimeLowThreshold"], later["nAverageWaitingTimeHighThreshold"]) == (0, 5000)


def test_the_live_service_level_stays_when_a_window_has_no_calls(world: World) -> None:
    # source: report guides, live data's service level
    def levels() -> tuple[int, int]:
        queue = values(world.engine.live_data().snapshot(world.now), "VoiceIAQStats", "Support_CSQ")
        return queue["nSLAPercentageLowThreshold"], queue["nSLAPercentageHighThreshold"]

    def handles_after(seconds: float) -> None:
        world.call("5551", "6001")
        world.advance(seconds)
        world.set_state("agent1", AgentState.READY)
        world.advance(1.0)
        world.pick_up("1001")
        world.hang_up("1001")
        world.set_state("agent1", AgentState.NOT_READY)

    world.sign_in("agent1", state=AgentState.NOT_READY)
    assert levels() == (0, 0)
    handles_after(100.0)
    handles_after(1.0)
    assert levels() == (50, 50)
    world.advance(400.0)
    assert levels() == (100, 50)
    world.advance(1800.0)
    assert levels() == (100, 100)


def test_who_signs_out_is_gone(world: World) -> None:
    world.sign_in("agent1", state=AgentState.NOT_READY)
    reader = world.engine.live_data()
    list(reader.snapshot(world.now))
    world.set_state("agent1", AgentState.LOGOUT)
    gone = by_key(reader.changes(world.now))["ResourceIAQStats", "agent1"]
    assert gone.envelope() == {"id": "agent1", "operation": "DELETE"}
