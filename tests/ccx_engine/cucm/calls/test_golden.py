"""Whole features as an observer of everything hears them: each request, and the groups that follow it.

The sequences are in `golden/`, each with its source. A line is `provider: request`, or a group: the call's
number, the reason, the events (a terminal stands for its address, the far side is in brackets).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest

from ccx_engine.jtapi.messages import (
    Answer,
    CallEvs,
    Conference,
    Connect,
    Consult,
    Disconnect,
    Hold,
    Request,
    StartMonitor,
    Transfer,
    TransferTo,
    Unhold,
)
from tests.ccx_engine.cucm.scene import LAB, RMCM, Scene, phone, show

GOLDEN = Path(__file__).with_name("golden")
A, B, C, D, S = (phone(number) for number in ("1001", "1002", "1003", "1004", "1005"))
NAMES = {RMCM: "rmcm", LAB: "lab"}
ONE, TWO, THREE = 16777217, 16777218, 16777219

Step = tuple[int, Request] | float


class Transcript:
    """What the lab, which observes every phone, hears while steps are done."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.lines: list[str] = []
        scene.observe(LAB, "1001", "1002", "1003", "1004", "1005", "PSTN")

    def do(self, step: Step) -> None:
        if isinstance(step, float):
            self.lines.append(f"{step:g} seconds pass")
            self.scene.pass_time(step)
        else:
            provider, request = step
            self.lines.append(f"{NAMES[provider]}: {said(request)}")
            self.scene.ask(provider, request)
        groups = [message for message in self.scene.take(LAB) if isinstance(message, CallEvs)]
        self.lines += (f"    {show(group).replace(':', f' {group.reason.name}:', 1)}" for group in groups)


def said(request: Request) -> str:
    given = [
        str(value & 0xFFFFFF) if isinstance(value, int) else value
        for name, value in msgspec.structs.asdict(request).items()
        if name != "request_id" and value not in ("", {}, True)
    ]
    return f"{type(request).__name__} {' '.join(given)}"


def monitor() -> Iterator[Step]:
    yield LAB, Connect("PSTN", "5551234", "1001")
    yield RMCM, Answer(ONE, A)
    yield RMCM, StartMonitor(S, "1005", ONE, A)
    yield RMCM, Hold(ONE, A)
    yield RMCM, Unhold(ONE, A)
    yield RMCM, Disconnect(TWO, "1005")
    yield RMCM, StartMonitor(S, "1005", ONE, A)
    yield LAB, Disconnect(ONE, "5551234")


def barge_in() -> Iterator[Step]:
    yield LAB, Connect("PSTN", "5551234", "1001")
    yield RMCM, Answer(ONE, A)
    yield RMCM, StartMonitor(S, "1005", ONE, A)
    yield RMCM, Disconnect(TWO, "1005")
    yield RMCM, Consult(ONE, A, "1005")
    yield RMCM, Answer(THREE, S)
    yield RMCM, Conference(ONE, THREE, A)
    yield RMCM, Disconnect(ONE, "1001")  # the supervisor intercepts
    yield LAB, Disconnect(ONE, "5551234")


def conference_with_drop() -> Iterator[Step]:
    yield LAB, Connect("PSTN", "5551234", "1001")
    yield RMCM, Answer(ONE, A)
    yield RMCM, Consult(ONE, A, "1002")
    yield RMCM, Answer(TWO, B)
    yield RMCM, Conference(ONE, TWO, A)
    yield RMCM, Consult(ONE, A, "1003")
    yield RMCM, Answer(THREE, C)
    yield RMCM, Conference(ONE, THREE, A)
    yield RMCM, Disconnect(ONE, "1002", by=A)
    yield RMCM, Disconnect(ONE, "1001")
    yield RMCM, Disconnect(ONE, "1003")


def forward_no_answer() -> Iterator[Step]:
    yield LAB, Connect("PSTN", "5551234", "1001")
    yield 12.0
    yield RMCM, Answer(ONE, B)
    yield RMCM, Disconnect(ONE, "1002")


def forward_busy() -> Iterator[Step]:
    yield LAB, Connect("PSTN", "5551234", "1001")
    yield RMCM, Answer(ONE, A)
    yield LAB, Connect(D, "1004", "1001")
    yield RMCM, Answer(TWO, C)


def consult_transfer() -> Iterator[Step]:
    yield LAB, Connect("PSTN", "5551234", "1001")
    yield RMCM, Answer(ONE, A)
    yield RMCM, Consult(ONE, A, "1002")
    yield RMCM, Answer(TWO, B)
    yield RMCM, Transfer(ONE, TWO, A)


def single_step_transfer() -> Iterator[Step]:
    yield LAB, Connect("PSTN", "5551234", "1001")
    yield RMCM, Answer(ONE, A)
    yield RMCM, TransferTo(ONE, A, "1002")
    yield RMCM, Answer(ONE, B)


LINES = [
    {"number": "1001", "forward_busy": "1003", "forward_no_answer": "1002"},
    {"number": "1003", "max_calls": 4},
]


@pytest.mark.parametrize(
    "steps",
    [
        monitor,
        barge_in,
        conference_with_drop,
        forward_no_answer,
        forward_busy,
        consult_transfer,
        single_step_transfer,
    ],
)
def test_a_feature_is_told_as_the_guides_chart_it(steps: Callable[[], Iterator[Step]]) -> None:
    transcript = Transcript(Scene(lines=LINES if steps.__name__.startswith("forward") else []))
    for step in steps():
        transcript.do(step)
    golden = (GOLDEN / f"{steps.__name__}.txt").read_text(encoding="utf-8").splitlines()
    sources = [line for line in golden if line.startswith("#")]
    assert sources[0].startswith("# source: ")
    assert transcript.lines == golden[len(sources) :]
