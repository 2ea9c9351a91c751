"""`python -m tests.two_commands`: the README's `make run` as a stranger takes it, in this checkout's `var/`.

The lab starts, an agent signs in by REST, is called, answers and hangs up, the lab stops. `.ci/run` does so
before and after `make test`: neither command may leave behind what the other falls over.
"""

from __future__ import annotations

import base64
import os
import signal
import ssl
import subprocess
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar
from xml.etree import ElementTree

from lab.plan.doors import DOORS, Kind
from lab.testing.processes import free_offset

ROOT = Path(__file__).resolve().parents[1]
COMMAND = ROOT / ".venv" / "bin" / "finesse-lab"
AGENT, PASSWORD, EXTENSION = "agent1", "finesse", "1001"
START_SECONDS = 300.0  # setting up is part of it
SECONDS = 30.0
PAUSE = 0.05

T = TypeVar("T")


class Rest:
    """Finesse's REST API as the agent."""

    def __init__(self, port: int) -> None:
        self._base = f"https://localhost:{port}/finesse/api"
        self._trusting = ssl.create_default_context(cafile=str(ROOT / "var" / "certs" / "ca.pem"))
        self._credentials = base64.b64encode(f"{AGENT}:{PASSWORD}".encode()).decode()

    def get(self, path: str) -> ElementTree.Element:
        return ElementTree.fromstring(self._ask("GET", path))

    def put(self, path: str, body: str) -> None:
        self._ask("PUT", path, body.encode())

    def state(self) -> str:
        return self.get(f"/User/{AGENT}").findtext("state", "")

    def dialogs(self) -> dict[str, str]:
        """The state of each call of hers, by its id."""
        told = self.get(f"/User/{AGENT}/Dialogs").iter("Dialog")
        return {each.findtext("id", ""): each.findtext("state", "") for each in told}

    def _ask(self, method: str, path: str, body: bytes | None = None) -> bytes:
        headers = {"Authorization": f"Basic {self._credentials}", "Content-Type": "application/xml"}
        request = urllib.request.Request(self._base + path, body, headers, method=method)
        with urllib.request.urlopen(request, timeout=SECONDS, context=self._trusting) as answer:
            return bytes(answer.read())


def until(what: str, looks: Callable[[], T], wanted: Callable[[T], bool]) -> T:
    """What is seen once it is as wanted. AssertionError tells what was seen instead."""
    end = time.monotonic() + SECONDS
    while not wanted(seen := looks()):
        assert time.monotonic() < end, f"not {what} after {SECONDS:g} s: {seen}"
        time.sleep(PAUSE)
    return seen


def take_a_call(offset: int) -> None:
    """A day in the life of an agent, from sign-in to wrap-up."""

    def lab(*words: str) -> str:
        done = subprocess.run(
            [COMMAND, *words, "--port-offset", str(offset)],
            cwd=ROOT, stdout=subprocess.PIPE, text=True, timeout=START_SECONDS, check=True,
        )  # fmt: skip
        return done.stdout.strip()

    lab("status", "--wait", f"{START_SECONDS:g}")
    rest = Rest(DOORS[Kind.FINESSE]["https"].port + offset)
    rest.put(f"/User/{AGENT}", f"<User><state>LOGIN</state><extension>{EXTENSION}</extension></User>")
    until("signed in", rest.state, lambda state: state == "NOT_READY")
    rest.put(f"/User/{AGENT}", "<User><state>READY</state></User>")
    until("ready", rest.state, lambda state: state == "READY")
    call = lab("call", "5551234", "6001")
    until("ringing", rest.dialogs, lambda dialogs: dialogs.get(call) == "ALERTING")
    rest.put(
        f"/Dialog/{call}",
        f"<Dialog><targetMediaAddress>{EXTENSION}</targetMediaAddress>"
        "<requestedAction>ANSWER</requestedAction></Dialog>",
    )
    until("talking", rest.state, lambda state: state == "TALKING")
    lab("phone", EXTENSION, "drop")
    until("in wrap-up", rest.state, lambda state: state == "WORK")
    lab("down")


def main() -> None:
    """AssertionError, or what a command failed with, when the road does not lead to its end."""
    offset = free_offset()
    command = ["make", "run", f"ARGS=--port-offset {offset}"]
    with subprocess.Popen(command, cwd=ROOT, start_new_session=True) as running:
        try:
            take_a_call(offset)
            ended = running.wait(SECONDS)
            assert ended == 0, f"make run ended with exit code {ended}"
        finally:
            if running.poll() is None:
                os.killpg(running.pid, signal.SIGINT)
    print(f"{AGENT} signed in, took a call from the queue, and the lab stopped as asked")


if __name__ == "__main__":
    main()
