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

from benchmarks import delivery, rest
from benchmarks.attacker import shapes
from benchmarks.figures import percentile
from benchmarks.row import Row
from lab import plan
from lab.bench import children
from lab.bench.certificates import ensure
from lab.testing.processes import free_offset
from vos.service import loop_runner
from vos.settings import arguments

AGENTS = 400
SIGN_INS = 3  # while each attack goes on
START_SECONDS = 60.0
HTTP_KINDS = ("silent", "half-a-head", "half-a-body")
STREAM_KINDS = ("silent", "half-a-stream")
FRAME_KINDS = ("silent", "half-a-frame")
# port (as `lab.plan.Ports` names it): whether it speaks TLS, and what can be left half done there
DOORS = {
    "https": (True, HTTP_KINDS),
    "http": (False, HTTP_KINDS),
    "axl": (True, HTTP_KINDS),
    "jtapi": (False, FRAME_KINDS),
    "cti": (False, FRAME_KINDS),
    "c2s": (False, STREAM_KINDS),
    "c2s_tls": (True, STREAM_KINDS),
    "bosh": (False, HTTP_KINDS),
    "bosh_tls": (True, HTTP_KINDS),
}
FLOODED = ("bosh", "bosh_tls", "https")


def rows() -> Iterator[Row]:
    """An honest sign-in during each attack, the slowest of each kind; then an honest event."""
    with tempfile.TemporaryDirectory() as home, loop_runner() as runner:
        alone, signed_in = runner.run(sign_ins(Path(home)))
    yield Row("sign-in with nobody else there", alone, "s", "", f"slowest of {SIGN_INS}")
    for kind in dict.fromkeys(kind for kind, _ in signed_in):
        took, port = max((seconds, port) for (each, port), seconds in signed_in.items() if each == kind)
        how = f"slowest of {SIGN_INS} at each door; here at {plan.Ports().__dict__[port]}"
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


async def sign_ins(home: Path) -> tuple[float, dict[tuple[str, str], float]]:
    """The slowest sign-in with nobody there, and during each attack by its kind and port, in seconds."""
    found: dict[tuple[str, str], float] = {}
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

        ports, ca = desktops[0].ports, desktops[0].ca
        await slowest()  # what a first sign-in loads, is loaded
        alone = await slowest()
        attacks = [(kind, port) for port, (_, kinds) in DOORS.items() for kind in kinds]
        attacks += [("sessions", port) for port in FLOODED]
        for kind, port in attacks:
            options = ["--ca", str(ca)] if DOORS[port][0] and kind != "silent" else []
            async with attacker(kind, plan.LOOPBACK, str(getattr(ports, port)), *options):
                found[kind, port] = await slowest()
    return alone, found


async def events(home: Path) -> dict[str, list[float]]:
    """The delay of every event, in seconds, with nobody there ("") and while each shape is sent."""
    wanted = plan.Wanted(home, delivery.centre_of_desktops(home), free_offset(), log_level="INFO")
    ensure(wanted.certs, wanted.node, wanted.names)
    services = (plan.cucm(wanted, wanted.ports), plan.notification(wanted, wanted.ports))
    programs = [
        children.Program(
            each.name, each.module, tuple(arguments(each.settings)), plan.log_of(wanted, each.name)
        )
        for each in services
    ]
    found: dict[str, list[float]] = {}
    async with children.running(programs, print) as running:
        await running.all_serve()
        async with (
            delivery.publisher(wanted) as finesse,
            delivery.listening_desktops(wanted) as load,
        ):
            await load.turn(finesse, 0)
            found[""] = await load.turn(finesse, 1)
            for turn, shape in enumerate(shapes(), 2):
                login = delivery.login_of(delivery.DESKTOPS)  # who is at none of them
                async with attacker(shape, plan.LOOPBACK, str(wanted.ports.c2s), "--login", login):
                    found[shape] = await load.turn(finesse, turn)
    return found


@contextlib.asynccontextmanager
async def attacker(*arguments: str) -> AsyncIterator[None]:
    """Somebody is at it, until the end."""
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "benchmarks.attacker", *arguments, stdout=asyncio.subprocess.PIPE
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
