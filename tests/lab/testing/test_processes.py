"""Labs of several test runs on one machine never meet."""

from __future__ import annotations

import subprocess
import sys

from lab.plan import doors
from lab.testing.processes import OFFSETS, STEP, claimed, free_offset

HIGHEST = 32_767  # the system hands out the ports above it


def test_labs_at_two_offsets_have_no_port_in_common() -> None:
    ports = doors.ports_of(0)
    assert len({port % STEP for port in ports}) == len(ports)
    assert max(doors.ports_of(OFFSETS[-1])) <= HIGHEST


def test_an_offset_is_given_once() -> None:
    mine = free_offset()
    assert mine in OFFSETS
    assert not claimed(mine)
    asks = f"from lab.testing.processes import claimed; print(claimed({mine}))"
    told = subprocess.run([sys.executable, "-c", asks], capture_output=True, text=True, check=True)
    assert told.stdout == "False\n"
