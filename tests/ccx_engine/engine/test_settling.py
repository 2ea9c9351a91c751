"""The settling rules are applied until none of them changes anything."""

from __future__ import annotations

import pytest

from ccx_engine.engine import settling
from ccx_engine.engine.state import EngineState
from ccx_engine.engine.timers import PRODUCT
from tests.ccx_engine.engine.world import SAMPLE, World


def test_a_rule_that_gives_another_something_to_do_is_followed(monkeypatch: pytest.MonkeyPatch) -> None:
    work, done = {"first": 0, "last": 2}, list[str]()

    def last(state: EngineState) -> bool:
        if not work["last"]:
            return False
        work["last"] -= 1
        work["first"] += 1
        done.append("last")
        return True

    def first(state: EngineState) -> bool:
        if not work["first"]:
            return False
        work["first"] -= 1
        done.append("first")
        return True

    monkeypatch.setattr(settling, "RULES", (first, last))
    settling.settle(EngineState(SAMPLE, PRODUCT, now=0.0, epoch=0.0))
    assert done == ["last", "first", "last", "first"]


def test_a_settled_engine_has_nothing_left_to_do(world: World) -> None:
    world.sign_in("agent1", "agent2")
    world.call("5551", "6001")
    world.call("5552", "6001")
    world.advance(1.0)
    world.pick_up("1001")
    world.hang_up("5552")
    state = world.engine.state
    assert not any(rule(state) for rule in settling.RULES)
    assert state.take_output() == []


def test_a_caller_and_an_agent_meet_whichever_comes_first(world: World) -> None:
    world.call("5551", "6001")
    world.advance(1.0)
    world.sign_in("agent1")
    assert world.state("agent1")[0].name == "RESERVED"
    world.sign_in("agent2")
    assert world.state("agent2")[0].name == "READY"
    world.call("5552", "6001")
    world.advance(1.0)
    assert world.state("agent2")[0].name == "RESERVED"
