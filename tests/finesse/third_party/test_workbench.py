from __future__ import annotations

import logging
from pathlib import Path

import pytest

from finesse.third_party import workbench_file
from finesse.third_party.workbench import Workbench
from finesse.third_party.workbench_file import Gadget
from vos.http.web_url import WebOrigin

CLOCK = Gadget(name="clock", folder="/gadgets/clock", spec="Clock.xml")
VITE = Gadget(name="vite", url="http://localhost:5173/gadget.xml")


def test_the_bench_is_never_older_than_its_file(tmp_path: Path) -> None:
    reached: list[frozenset[WebOrigin]] = []
    workbench = Workbench(tmp_path / "workbench.json", reached.append)
    assert workbench.gadgets == ()
    workbench_file.write(workbench.path, [CLOCK])
    assert (workbench.gadgets, workbench.mounts) == ((CLOCK,), {"clock": Path("/gadgets/clock")})
    workbench_file.write(workbench.path, [VITE])
    assert (workbench.gadgets, workbench.mounts) == ((VITE,), {})
    workbench.path.unlink()
    assert workbench.gadgets == ()
    assert reached == [frozenset(), {WebOrigin("http", "localhost", 5173)}, frozenset()]


def test_a_broken_file_leaves_the_bench_as_it_was_and_is_told_once(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    workbench = Workbench(tmp_path / "workbench.json")
    workbench_file.write(workbench.path, [CLOCK])
    assert workbench.gadgets == (CLOCK,)
    workbench.path.write_text("{")
    with caplog.at_level(logging.ERROR):
        assert workbench.gadgets == (CLOCK,)
        assert workbench.gadgets == (CLOCK,)
    assert len(caplog.records) == 1
