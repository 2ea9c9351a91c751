"""The services as child processes: started, watched, stopped in reverse; one that dies is told of at once."""

from __future__ import annotations

import asyncio
import collections
import contextlib
import ctypes
import logging
import signal
import sys
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from lab.failure import StartFailed
from vos.address import Address

logger = logging.getLogger(__name__)

START_SECONDS = 60.0
STOP_SECONDS = 5.0
LINES_SHOWN = 12
LINE_BYTES = 1_000_000
TAIL_BYTES = 16_384


@dataclass(frozen=True)
class Program:
    """What one child process runs: `python -m MODULE FLAGS`, logging to a file."""

    name: str
    module: str
    flags: tuple[str, ...]
    log: Path


class Child:
    """One service's process. Its state is `starting`, `serving`, `stopped` or `crashed`."""

    def __init__(self, program: Program, report: Callable[[str], None]) -> None:
        self.program = program
        self.name = program.name
        self.state = "starting"
        self.addresses: dict[str, Address] = {}
        self.serves: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._report = report
        self._said: collections.deque[str] = collections.deque(maxlen=LINES_SHOWN)
        self._process: asyncio.subprocess.Process | None = None
        self._asked_to_stop = False

    @property
    def pid(self) -> int | None:
        """The process id while it runs."""
        running = self._process is not None and self._process.returncode is None
        return self._process.pid if self._process is not None and running else None

    async def spawn(self) -> None:
        """Start the process; `live` must then run until it ends."""
        self._process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", self.program.module, *self.program.flags,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            limit=LINE_BYTES,
            start_new_session=True,  # Ctrl-C reaches the bench alone, which stops the services in order
            preexec_fn=_die_with_parent if sys.platform == "linux" else None,
        )  # fmt: skip

    async def live(self) -> None:
        """Read what it says until it ends; tell how it ended."""
        process = self._process
        assert process is not None
        assert process.stdout is not None
        assert process.stderr is not None
        await asyncio.gather(self._read_out(process.stdout), self._read_err(process.stderr))
        code = await process.wait()
        self.state = "stopped" if self._asked_to_stop else "crashed"
        if not self.serves.done():
            self.serves.set_exception(StartFailed(self._why_no_start(code)))
            self.serves.exception()  # who waits is told; nobody else need ask
        elif not self._asked_to_stop:
            self._report(self._obituary(code))

    async def stop(self) -> None:
        """SIGTERM, and SIGKILL when that does not help in time."""
        self._asked_to_stop = True
        process = self._process
        if process is None or process.returncode is not None:
            return
        with contextlib.suppress(ProcessLookupError):
            process.terminate()
        try:
            async with asyncio.timeout(STOP_SECONDS):
                await process.wait()
        except TimeoutError:
            logger.warning("%s did not stop in %g s and is killed", self.name, STOP_SECONDS)
            with contextlib.suppress(ProcessLookupError):
                process.kill()
            await process.wait()
        self.state = "stopped"

    async def _read_out(self, stream: asyncio.StreamReader) -> None:
        async for raw in stream:
            words = raw.decode(errors="replace").split()
            if words[:1] == ["ready"] and not self.serves.done():
                pairs = (word.partition("=") for word in words[2:])
                self.addresses = {what: Address.parse(where) for what, _, where in pairs}
                self.state = "serving"
                self.serves.set_result(None)

    async def _read_err(self, stream: asyncio.StreamReader) -> None:
        async for raw in stream:
            if line := raw.decode(errors="replace").rstrip():
                self._said.append(line)

    def _why_no_start(self, code: int) -> str:
        said = self._said[-1] if self._said else "it said nothing"
        if code == 2:  # a bad start, told in one line that names the service and the cure
            return said
        return f"{self.name} died at start ({_ending(code)}): {said}; see {self.program.log}"

    def _obituary(self, code: int) -> str:
        lines = [f"{self.name} crashed ({_ending(code)}). Its last lines:"]
        lines += [f"  {line}" for line in last_lines(self.program.log) or self._said]
        lines.append(f"  see {self.program.log}; stop the lab and start it again")
        return "\n".join(lines)


class Bench:
    """All children, in the order they were started."""

    def __init__(self, programs: Sequence[Program], report: Callable[[str], None]) -> None:
        self.children = [Child(program, report) for program in programs]

    async def all_serve(self) -> None:
        """Wait until every service said `ready`. StartFailed says which did not, and why."""
        waiting = [child.serves for child in self.children]
        try:
            async with asyncio.timeout(START_SECONDS):
                for first in asyncio.as_completed(waiting):
                    await first
        except TimeoutError:
            late = ", ".join(child.name for child in self.children if not child.serves.done())
            logs = self.children[0].program.log.parent
            raise StartFailed(
                f"{late}: not ready after {START_SECONDS:g} s; see the logs in {logs}"
            ) from None


@contextlib.asynccontextmanager
async def running(programs: Sequence[Program], report: Callable[[str], None]) -> AsyncIterator[Bench]:
    """The children, started one right after the other; leaving stops them, the last one first.

    `report` is told, in lines for people, of a service that dies while it serves.
    """
    bench = Bench(programs, report)
    async with asyncio.TaskGroup() as tasks:
        try:
            for child in bench.children:
                await child.spawn()
                tasks.create_task(child.live())
            yield bench
        finally:
            for child in reversed(bench.children):
                await child.stop()


def last_lines(log: Path) -> list[str]:
    """The end of a service's log; nothing when it wrote none."""
    try:
        with log.open("rb") as file:
            file.seek(max(0, log.stat().st_size - TAIL_BYTES))
            text = file.read().decode(errors="replace")
    except OSError:
        return []
    return text.splitlines()[-LINES_SHOWN:]


def _ending(code: int) -> str:
    return f"exit code {code}" if code >= 0 else f"signal {signal.Signals(-code).name}"


_PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None) if sys.platform == "linux" else None


def _die_with_parent() -> None:
    """In the child, before it becomes the service: when the bench dies, however it dies, this dies too."""
    assert _libc is not None
    _libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
