"""The services as child processes: started, watched, stopped in reverse; one that dies is told of at once.

Each can be stopped, killed and started again by itself. One that somebody else has started meanwhile, on the
addresses where the child served, counts as serving.
"""

from __future__ import annotations

import asyncio
import collections
import contextlib
import ctypes
import logging
import signal
import sys
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from lab.failure import LabError, StartFailed
from vos import visible
from vos.address import Address
from vos.settings import USAGE_ERROR

logger = logging.getLogger(__name__)

START_SECONDS = 60.0
STOP_SECONDS = 5.0
LOOK_SECONDS = 1.0
VERBS = ("start", "stop", "kill", "restart")
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
    start_again: str = "stop the lab and start it again"  # the cure when it has died

    @property
    def command(self) -> tuple[str, ...]:
        """What runs it, from anywhere."""
        return (sys.executable, "-m", self.module, *self.flags)


class Child:
    """One service's process: `starting`, `serving`, then `stopped` or `killed` as asked, or `crashed`.

    A process that has ended may be started again.
    """

    def __init__(self, program: Program, report: Callable[[str], None]) -> None:
        self.program = program
        self.name = program.name
        self.addresses: dict[str, Address] = {}
        self.serves: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.elsewhere = False  # whether a process that is not ours serves in its place
        self._state = "starting"
        self._report = report
        self._said: collections.deque[str] = collections.deque(maxlen=LINES_SHOWN)
        self._process: asyncio.subprocess.Process | None = None
        self._over: asyncio.Future[None] = asyncio.get_running_loop().create_future()  # all about it is told
        self._asked_for = ""  # how it is asked to end: `stopped`, `killed`

    @property
    def state(self) -> str:
        return "serving" if self.elsewhere else self._state

    @property
    def runs(self) -> bool:
        """Whether its process is there."""
        return self._state in ("starting", "serving")

    @property
    def pid(self) -> int | None:
        """The process id while it runs."""
        running = self._process is not None and self._process.returncode is None
        return self._process.pid if self._process is not None and running else None

    async def spawn(self) -> None:
        """Start the process; `live` must then run until it ends."""
        if self.serves.done():  # it has run before
            self.serves = asyncio.get_running_loop().create_future()
            self._over = asyncio.get_running_loop().create_future()
        self._said.clear()
        self._process = await asyncio.create_subprocess_exec(
            *self.program.command,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            limit=LINE_BYTES,
            start_new_session=True,  # Ctrl-C reaches the bench alone, which stops the services in order
            preexec_fn=_die_with_parent if sys.platform == "linux" else None,
        )  # fmt: skip
        self._state, self._asked_for, self.elsewhere = "starting", "", False

    async def live(self) -> None:
        """Read what it says until it ends; tell how it ended."""
        process = self._process
        assert process is not None
        assert process.stdout is not None
        assert process.stderr is not None
        await asyncio.gather(self._read_out(process.stdout), self._read_err(process.stderr))
        code = await process.wait()
        self._state = self._asked_for or "crashed"
        if not self.serves.done():
            self.serves.set_exception(StartFailed(self._why_no_start(code)))
            self.serves.exception()  # who waits is told; nobody else need ask
        elif not self._asked_for:
            self._report(self._obituary(code))
        self._over.set_result(None)

    async def stop(self) -> None:
        """SIGTERM, and SIGKILL when that does not help in time."""
        process = self._process
        if process is None or process.returncode is not None:
            return
        self._asked_for = "stopped"
        with contextlib.suppress(ProcessLookupError):
            process.terminate()
        try:
            async with asyncio.timeout(STOP_SECONDS):
                await process.wait()
        except TimeoutError:
            logger.warning("%s did not stop in %g s and is killed", self.name, STOP_SECONDS)
            with contextlib.suppress(ProcessLookupError):
                process.kill()
        await self._over

    async def kill(self) -> None:
        """SIGKILL, as if its machine had lost power."""
        process = self._process
        if process is None or process.returncode is not None:
            return
        self._asked_for = "killed"
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        await self._over

    async def look(self) -> None:
        """Note whether somebody else's process serves where it did."""
        listens = bool(self.addresses) and not self.runs and await _all_listen(self.addresses.values())
        self.elsewhere = listens and not self.runs  # it may have been started while we looked

    async def _read_out(self, stream: asyncio.StreamReader) -> None:
        async for raw in stream:
            words = raw.decode(errors="replace").split()
            if words[:1] == ["ready"] and not self.serves.done():
                pairs = (word.partition("=") for word in words[2:])
                self.addresses = {what: Address.parse(where) for what, _, where in pairs}
                self._state = "serving"
                self.serves.set_result(None)

    async def _read_err(self, stream: asyncio.StreamReader) -> None:
        async for raw in stream:
            if line := raw.decode(errors="replace").rstrip():
                self._said.append(visible.line(line))

    def _why_no_start(self, code: int) -> str:
        said = self._said[-1] if self._said else "it said nothing"
        if code == USAGE_ERROR:  # a bad start, told in one line that names the service and the cure
            return said
        return f"{self.name} died at start ({_ending(code)}): {said}; see {self.program.log}"

    def _obituary(self, code: int) -> str:
        if code == USAGE_ERROR and self._said:  # it found later what it would have refused at its start
            return self._said[-1]
        lines = [f"{self.name} crashed ({_ending(code)}). Its last lines:"]
        lines += [f"  {line}" for line in last_lines(self.program.log) or self._said]
        lines.append(f"  see {self.program.log}; {self.program.start_again}")
        return "\n".join(lines)


class Bench:
    """All children, in the order they were started."""

    def __init__(
        self, programs: Sequence[Program], report: Callable[[str], None], tasks: asyncio.TaskGroup
    ) -> None:
        self.children = [Child(program, report) for program in programs]
        self._tasks = tasks
        self._changing = asyncio.Lock()

    async def begin(self, child: Child) -> None:
        """Start a child's process."""
        await child.spawn()
        self._tasks.create_task(child.live())

    async def look(self) -> None:
        """Note which services others have started or ended meanwhile."""
        for child in self.children:
            await child.look()

    async def change(self, name: str, verb: str) -> Child:
        """`start`, `stop`, `kill` or `restart` one service. LabError says what is in the way."""
        if verb not in VERBS:
            raise LabError(404, f"a service cannot {verb!r}", f"use one of {', '.join(VERBS)}")
        child = next((child for child in self.children if child.name == name), None)
        if child is None:
            known = ", ".join(child.name for child in self.children)
            raise LabError(404, f"there is no service {name!r}", f"the services are {known}")
        async with self._changing:
            await child.look()
            if child.elsewhere:
                where = ", ".join(map(str, child.addresses.values()))
                raise LabError(
                    409,
                    f"{name} serves already, and this lab did not start it",
                    f"end what listens at {where}",
                )
            if verb == "start" and child.runs:
                raise LabError(409, f"{name} runs already", "`restart` stops and starts it")
            if verb in ("stop", "kill") and not child.runs:
                raise LabError(409, f"{name} does not run: it is {child.state}", "`start` starts it")
            if verb == "kill":
                await child.kill()
            elif verb != "start":
                await child.stop()
            if verb in ("start", "restart"):
                await self._start(child)
        return child

    async def _start(self, child: Child) -> None:
        await self.begin(child)
        try:
            async with asyncio.timeout(START_SECONDS):
                await asyncio.shield(child.serves)
        except TimeoutError:
            await child.stop()
            raise LabError(
                504, f"{child.name} did not serve in {START_SECONDS:g} s", f"see {child.program.log}"
            ) from None
        except StartFailed as failed:
            raise LabError(502, str(failed), f"see {child.program.log}") from None

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
    async with asyncio.TaskGroup() as tasks:
        bench = Bench(programs, report, tasks)
        try:
            for child in bench.children:
                await bench.begin(child)
            yield bench
        finally:
            for child in reversed(bench.children):
                await child.stop()


async def _all_listen(addresses: Iterable[Address]) -> bool:
    for address in addresses:
        try:
            async with asyncio.timeout(LOOK_SECONDS):
                _, writer = await asyncio.open_connection(*address)
        except (OSError, TimeoutError):
            return False
        writer.close()
        with contextlib.suppress(OSError):  # it may have been cut at once; that it took us is enough
            await writer.wait_closed()
    return True


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
