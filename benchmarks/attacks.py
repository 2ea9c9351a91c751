"""What an honest agent notices while somebody means harm: how long a sign-in takes, and how late events are.

The services are processes, as in the lab; so is the attacker, on the same machine and from the same address.
"""

from __future__ import annotations

import asyncio
import contextlib
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

from benchmarks import delivery, notification_alone, rest
from benchmarks.clients.attacker import shapes
from benchmarks.figures import percentile
from benchmarks.row import Row
from lab.plan.doors import DOORS, Kind
from vos.service import loop_runner

AGENTS = 400
SIGN_INS = 3  # while each attack goes on
START_SECONDS = 60.0
HTTP_KINDS = ("silent", "half-a-head", "half-a-body")
STREAM_KINDS = ("silent", "half-a-stream")
FRAME_KINDS = ("silent", "half-a-frame")
# service and door: whether it speaks TLS, and what can be left half done there
ATTACKED = {
    (Kind.FINESSE, "https"): (True, HTTP_KINDS),
    (Kind.FINESSE, "http"): (False, HTTP_KINDS),
    (Kind.CUCM, "axl"): (True, HTTP_KINDS),
    (Kind.CUCM, "jtapi"): (False, FRAME_KINDS),
    (Kind.ENGINE, "cti"): (False, FRAME_KINDS),
    (Kind.NOTIFICATION, "c2s"): (False, STREAM_KINDS),
    (Kind.NOTIFICATION, "c2s_tls"): (True, STREAM_KINDS),
    (Kind.NOTIFICATION, "http"): (False, HTTP_KINDS),
    (Kind.NOTIFICATION, "https"): (True, HTTP_KINDS),
}
FLOODED = ((Kind.NOTIFICATION, "http"), (Kind.NOTIFICATION, "https"), (Kind.FINESSE, "https"))


def rows() -> Iterator[Row]:
    """An honest sign-in during each attack, the slowest of each kind; then an honest event."""
    with tempfile.TemporaryDirectory() as home, loop_runner() as runner:
        alone, signed_in = runner.run(sign_ins(Path(home)))
    yield Row("sign-in with nobody else there", alone, "s", "", f"slowest of {SIGN_INS}")
    for kind in dict.fromkeys(kind for kind, _ in signed_in):
        took, (service, door) = max(
            (seconds, at) for (each, at), seconds in signed_in.items() if each == kind
        )
        how = f"slowest of {SIGN_INS} at each door; here at {DOORS[service][door].port}"
        yield Row(f"sign-in during {kind}", took, "s", "< 1", how)
    with tempfile.TemporaryDirectory() as home, loop_runner() as runner:
        delays = runner.run(events(Path(home)))
    how = f"{delivery.EVENTS_A_SECOND} events/s to {delivery.DESKTOPS} desktops; 256 kB at once, at full rate"
    for shape, seconds in delays.items():
        yield Row(
            f"event while one sends {shape}, p99" if shape else "event with nobody else there, p99",
            percentile(seconds, 99) * 1000,
            "ms",
            "< 50" if shape else "",
            how,
        )


async def sign_ins(home: Path) -> tuple[float, dict[tuple[str, tuple[Kind, str]], float]]:
    """The slowest sign-in with nobody there, and during each attack by its kind and door, in seconds."""
    found: dict[tuple[str, tuple[Kind, str]], float] = {}
    async with rest.lab_of(home, AGENTS) as (_, desktops):
        waiting = iter(desktops)

        async def slowest() -> float:
            took = []
            for _ in range(SIGN_INS):
                desktop = next(waiting)
                began = time.perf_counter()
                await desktop.sign_in()
                took.append(time.perf_counter() - began)
                desktop.close()
            return max(took)

        plan, ca = desktops[0].plan, desktops[0].ca
        await slowest()  # what a first sign-in loads, is loaded
        alone = await slowest()
        attacks = [(kind, at) for at, (_, kinds) in ATTACKED.items() for kind in kinds]
        attacks += [("sessions", at) for at in FLOODED]
        for kind, (service, door) in attacks:
            options = ["--ca", str(ca)] if ATTACKED[service, door][0] and kind != "silent" else []
            host, port = plan.service(service).doors[door].reached
            async with attacker(kind, host, str(port), *options):
                found[kind, (service, door)] = await slowest()
    return alone, found


async def events(home: Path) -> dict[str, list[float]]:
    """The delay of every event, in seconds, with nobody there ("") and while each shape is sent."""
    plan = delivery.planned(home)
    host, port = plan.service(Kind.NOTIFICATION).doors["c2s"].reached
    found: dict[str, list[float]] = {}
    async with (
        notification_alone.running(plan),
        delivery.publisher(plan) as finesse,
        delivery.listening_desktops(plan) as load,
    ):
        await load.turn(finesse, 0)
        found[""] = await load.turn(finesse, 1)
        for turn, shape in enumerate(shapes(), 2):
            login = delivery.login_of(delivery.DESKTOPS)  # who is at none of them
            async with attacker(shape, host, str(port), "--login", login):
                found[shape] = await load.turn(finesse, turn)
    return found


@contextlib.asynccontextmanager
async def attacker(*arguments: str) -> AsyncIterator[None]:
    """Somebody is at it, until the end."""
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "benchmarks.clients.attacker", *arguments, stdout=asyncio.subprocess.PIPE
    )
    try:
        assert child.stdout is not None
        async with asyncio.timeout(START_SECONDS):
            while not (line := await child.stdout.readline()).startswith(b"ready"):
                assert line, f"the attacker {arguments} gave up"
        yield
    finally:
        with contextlib.suppress(ProcessLookupError):
            child.kill()
        await child.wait()
