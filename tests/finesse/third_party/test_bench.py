from __future__ import annotations

import logging
from pathlib import Path

import pytest

from finesse.third_party import workbench_file
from finesse.third_party.bench import Bench
from finesse.third_party.workbench_file import Gadget
from vos.http.web_url import WebOrigin

CLOCK = Gadget(name="clock", folder="/gadgets/clock", spec="Clock.xml")
VITE = Gadget(name="vite", url="http://localhost:5173/gadget.xml")


def test_the_bench_is_never_older_than_its_file(tmp_path: Path) -> None:
    reached: list[frozenset[WebOrigin]] = []
    bench = Bench(tmp_path / "workbench.json", reached.append)
    assert bench.gadgets == ()
    workbench_file.write(bench.path, [CLOCK])
    assert (bench.gadgets, bench.mounts) == ((CLOCK,), {"clock": Path("/gadgets/clock")})
    workbench_file.write(bench.path, [VITE])
    assert (bench.gadgets, bench.mounts) == ((VITE,), {})
    bench.path.unlink()
    assert bench.gadgets == ()
    assert reached == [frozenset(), {WebOrigin("http", "localhost", 5173)}, frozenset()]


def test_a_broken_file_leaves_the_bench_as_it_was_and_is_told_once(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    bench = Bench(tmp_path / "workbench.json")
    workbench_file.write(bench.path, [CLOCK])
    assert bench.gadgets == (CLOCK,)
    bench.path.write_text("{")
    with caplog.at_level(logging.ERROR):
        assert bench.gadgets == (CLOCK,)
        assert bench.gadgets == (CLOCK,)
    assert len(caplog.records) == 1
