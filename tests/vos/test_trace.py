"""What travels between the boxes: a line of the log each, and what other views are shown."""

from __future__ import annotations

import ast
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from vos import trace

ENDS = trace.Ends("cti", "ccx_engine", "finesse", "Finesse ccx1.example.com")
KEYS = {"call": 16777217, "agent": "agent1", "team": None, "device": ""}
HOP = trace.Hop(12.5, trace.IN, ENDS, "ANSWER_CALL_REQ", KEYS, lambda: b"its bytes")


@pytest.fixture
def seen() -> Iterator[list[trace.Hop]]:
    """What a view is shown."""
    hops: list[trace.Hop] = []
    end = trace.watch(hops.append)
    yield hops
    end()


@pytest.fixture(autouse=True)
def _quiet(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, logger="vos.trace")


def test_a_hop_is_one_line_that_names_message_call_and_agent(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, logger="vos.trace")
    trace.tell(HOP)
    assert caplog.messages == [
        "IN  cti   Finesse ccx1.example.com ANSWER_CALL_REQ call=16777217 agent=agent1"
    ]


def test_nothing_is_written_when_nobody_looks(caplog: pytest.LogCaptureFixture) -> None:
    assert not trace.watched()
    trace.tell(HOP)
    assert caplog.messages == []


def test_a_hop_says_who_sent_it_to_whom() -> None:
    assert (HOP.sender, HOP.receiver) == ("finesse", "ccx_engine")
    answer = trace.Hop(12.5, trace.OUT, ENDS, "ANSWER_CALL_CONF")
    assert (answer.sender, answer.receiver) == ("ccx_engine", "finesse")


def test_a_view_is_shown_hops_until_it_looks_no_more() -> None:
    seen: list[trace.Hop] = []
    end = trace.watch(seen.append)
    assert trace.watched()
    trace.tell(HOP)
    end()
    assert not trace.watched()
    trace.tell(HOP)
    end()
    assert seen == [HOP]
    assert seen[0].raw() == b"its bytes"


def test_the_bytes_are_made_only_for_who_asks(seen: list[trace.Hop]) -> None:
    made: list[bytes] = []

    def raw() -> bytes:
        made.append(b"x")
        return b"x"

    trace.tell(trace.Hop(0.0, trace.OUT, ENDS, "HEARTBEAT_REQ", raw=raw))
    assert made == []
    assert (seen[0].raw(), made) == (b"x", [b"x"])


def test_a_view_that_fails_hurts_nobody_and_is_shown_nothing_more(
    seen: list[trace.Hop], caplog: pytest.LogCaptureFixture
) -> None:
    shown: list[trace.Hop] = []

    def fails(hop: trace.Hop) -> None:
        shown.append(hop)
        raise ValueError("of no use")

    end = trace.watch(fails)
    trace.tell(HOP)
    trace.tell(HOP)
    end()
    assert (len(shown), len(seen)) == (1, 2)
    assert [record.levelname for record in caplog.records] == ["ERROR"]


def test_a_view_may_leave_while_it_is_shown_a_hop(seen: list[trace.Hop]) -> None:
    once: list[trace.Hop] = []

    def look(hop: trace.Hop) -> None:
        once.append(hop)
        end()

    end = trace.watch(look)
    trace.tell(HOP)
    trace.tell(HOP)
    assert (len(once), len(seen)) == (1, 2)


def test_every_hop_is_made_only_where_somebody_looks() -> None:
    """A hop costs more than the question whether anybody looks: each `trace.tell` stands under it."""
    root = Path(__file__).parents[2]
    unasked = [
        f"{path.relative_to(root)}:{function.lineno} {function.name}"
        for package in ("finesse", "ccx_engine", "notification", "lab")
        for path in sorted((root / package).rglob("*.py"))
        if path.name != "tap.py"  # whose callers ask
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        and {"tell", "Hop"} <= _used(function)
        and "watched" not in _used(function)
    ]
    assert unasked == []


def _used(function: ast.FunctionDef | ast.AsyncFunctionDef) -> set[str]:
    """What a function uses of `trace`."""
    return {
        node.attr
        for node in ast.walk(function)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "trace"
    }
