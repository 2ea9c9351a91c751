"""The lab for plain tests: gadgets."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from lab.failure import LabError
from lab.testing import plain
from lab.testing.plain import Lab, LoopInThread
from lab.testing.running_lab import RunningLab
from vos.address import Address

CONSOLE = Address("127.0.0.1", 8900)


def test_a_gadget_is_shown_until_the_test_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[str, str, object]] = []

    def ask(console: Address, method: str, path: str, body: object = None) -> Any:
        asked.append((method, path, body))
        if method == "DELETE":
            raise LabError(404, "removed already", "")
        return {"name": "clock", "url": "/3rdpartygadget/files/clock/Clock.xml"}

    monkeypatch.setattr(plain, "ask", ask)
    monkeypatch.chdir(tmp_path)
    running = cast(RunningLab, SimpleNamespace(console=CONSOLE))
    with ExitStack() as stack:
        lab = Lab(running, cast(LoopInThread, None), stack, 1.0)
        assert lab.add_gadget(Path("clock"), tab="home")["name"] == "clock"
        assert lab.add_gadget("http://localhost:5173/g.xml", "agent")["url"]
        assert len(asked) == 2
    assert asked == [
        ("POST", "gadgets", {"gadget": f"{tmp_path}/clock", "tab": "home"}),
        ("POST", "gadgets", {"gadget": "http://localhost:5173/g.xml", "role": "agent"}),
        ("DELETE", "gadgets/clock", None),
        ("DELETE", "gadgets/clock", None),
    ]
