"""The services of a lab as real processes: stopped, killed and started again, by the lab or by hand."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from lab.console.client import ask
from lab.testing.processes import LabProcess, lab_process

SECONDS = 90

pytestmark = pytest.mark.processes


def finesse_lab(lab: LabProcess, *words: str) -> tuple[int, str]:
    """A verb's exit code, and what it says."""
    command = [Path(sys.executable).with_name("finesse-lab"), *words, "--port-offset", str(lab.port_offset)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False)
    return done.returncode, done.stdout + done.stderr


def shown(lab: LabProcess, name: str) -> dict[str, object]:
    services = ask(lab.console, "GET", "status")["services"]
    return next(dict(service) for service in services if service["name"] == name)


def test_a_lab_is_ready_again_after_each_service_went_and_came(tmp_path: Path) -> None:
    with lab_process(tmp_path, "--timers", "fast") as lab:
        for service in ("cucm", "ccx_engine", "notification", "finesse"):
            assert finesse_lab(lab, "kill", service) == (0, f"{service} killed\n")
            code, told = finesse_lab(lab, "status")
            assert (code, told.splitlines()[0]) == (1, f"not ready: {service} is killed")
            assert finesse_lab(lab, "start", service) == (0, f"{service} serving\n")
            assert finesse_lab(lab, "status", "--wait", str(SECONDS))[0] == 0


def test_a_service_that_somebody_starts_by_hand_is_seen_and_left_to_him(tmp_path: Path) -> None:
    with lab_process(tmp_path, "--timers", "fast") as lab:
        assert finesse_lab(lab, "stop", "finesse") == (0, "finesse stopped\n")
        command = shown(lab, "finesse")["command"]
        assert isinstance(command, list)
        with subprocess.Popen(command, stdout=subprocess.DEVNULL) as by_hand:
            try:
                assert finesse_lab(lab, "status", "--wait", str(SECONDS))[0] == 0
                assert (shown(lab, "finesse")["state"], shown(lab, "finesse")["pid"]) == ("serving", None)
                code, told = finesse_lab(lab, "restart", "finesse")
                assert (code, "finesse serves already, and this lab did not start it" in told) == (2, True)
            finally:
                by_hand.terminate()
        assert shown(lab, "finesse")["state"] == "stopped"
        assert finesse_lab(lab, "start", "finesse")[0] == 0


def test_a_service_that_listens_and_can_do_nothing_is_out_of_service(tmp_path: Path) -> None:
    with lab_process(tmp_path, "--timers", "fast") as lab:
        assert finesse_lab(lab, "stop", "ccx_engine")[0] == 0
        until = time.monotonic() + SECONDS
        while (finesse := shown(lab, "finesse"))["in_service"]:
            assert time.monotonic() < until
        assert finesse["state"] == "serving"
        assert "OUT_OF_SERVICE" in str(finesse["reason"])


def test_the_logs_of_two_starts_tell_of_two_calls_by_two_ids(tmp_path: Path) -> None:
    ids = []
    for _ in range(2):
        with lab_process(tmp_path, "--timers", "fast") as lab:
            code, told = finesse_lab(lab, "call", "5551234", "4711")
            assert (code, told.splitlines()[1:]) == (1, ["no such number: 4711"])
            ids.append(told.split()[0])
    assert ids == ["16777217", "16778216"]
