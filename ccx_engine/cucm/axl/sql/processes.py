"""The processes in which statements run: few, started when needed, ended when a statement takes too long.

A statement has its seconds. When all processes are busy and another statement waits, the one that has run
longest is ended once it has had its share, so that no number of endless ones keeps others from an answer.
"""

from __future__ import annotations

import asyncio
import json
import logging
import subprocess
import sys
import weakref
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from ccx_engine.cucm.axl.sql import wire
from ccx_engine.cucm.axl.sql.statement import TOO_MUCH, Failed, Texts, TooLarge, too_long
from vos.turns import Turns

logger = logging.getLogger(__name__)

AT_ONCE = 3
WAITING = 30  # statements; of more, the oldest of whoever has most is sent away
SECONDS = 5.0
SHARE = 1.0  # seconds of a statement while others wait
GRACE = 1.0  # seconds, in which a process that is to end its statement itself has done so

Found = list[list[tuple[str, str]]]
"""Rows of column and text."""


@dataclass(frozen=True, slots=True)
class Picture:
    """The database's file, and which it is."""

    number: int
    image: bytes


class Gone(Exception):
    """The process ended before it had answered."""


class Process:
    """One process. `ask` waits for its answer: call it in a thread; `end` from wherever."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "ccx_engine.cucm.axl.sql.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            start_new_session=True,  # who ends the service from a terminal does not end this before it
        )
        self._number = -1
        self._end = weakref.finalize(self, _end, self._process)

    @property
    def alive(self) -> bool:
        return self._process.poll() is None

    def end(self) -> None:
        """End it, whatever it is doing."""
        self._process.kill()

    def close(self) -> None:
        """End it, and leave nothing of it behind."""
        self._end()

    def ask(self, picture: Picture, statement: str, seconds: float, largest: int) -> Found:
        """The statement's rows. Failed, TooLarge, or Gone."""
        stdin, stdout = self._process.stdin, self._process.stdout
        assert stdin is not None
        assert stdout is not None
        names: Texts = []
        found: Found = []
        try:
            if picture.number != self._number:
                wire.write(stdin, wire.PICTURE, picture.image)
                self._number = picture.number
            question = {"statement": statement, "seconds": seconds, "largest": largest}
            wire.write_json(stdin, wire.STATEMENT, question)
            while (answer := wire.read(stdout)) is not None:
                kind, body = answer
                if kind == wire.COLUMNS:
                    names = json.loads(body)
                elif kind == wire.ROWS:
                    found += [list(zip(names, row, strict=True)) for row in json.loads(body)]
                elif kind == wire.FAILED:
                    raise Failed(*json.loads(body))
                elif kind == wire.TOO_LARGE:
                    raise TooLarge(*json.loads(body))
                else:
                    return found
        except OSError as error:
            raise Gone from error
        raise Gone


def _end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.wait()
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            try:
                pipe.close()
            except OSError:  # what was not written yet has nobody to read it any more
                continue


class _Run:
    """A statement under way."""

    def __init__(self, process: Process, began: float) -> None:
        self.process = process
        self.began = began
        self.ended: float | None = None  # after so many seconds, by us

    def end(self, now: float) -> None:
        if self.ended is None:
            self.ended = now - self.began
            self.process.end()


class Processes:
    """Runs statements, `AT_ONCE` at once; the others have their turn by who asks."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._turns = Turns(AT_ONCE, WAITING)
        self._threads = ThreadPoolExecutor(AT_ONCE, "sql")
        self._idle: list[Process] = []
        self._runs: dict[_Run, None] = {}  # the longest first
        self._relief: asyncio.TimerHandle | None = None

    def close(self) -> None:
        """End all of them."""
        if self._relief is not None:
            self._relief.cancel()
        for run in self._runs:
            run.end(self._loop.time())
        self._threads.shutdown(wait=True)
        while self._idle:
            self._idle.pop().close()

    async def ask(self, who: str, picture: Picture, statement: str, largest: int) -> Found:
        """The statement's rows. Failed, TooLarge; turns.GaveWay when too many wait."""
        self._relieve()
        async with self._turns.turn((who,)):
            process = await self._process()
            run = _Run(process, self._loop.time())
            self._runs[run] = None
            self._relieve()
            last = self._loop.call_later(SECONDS + GRACE, lambda: run.end(self._loop.time()))
            asking = self._loop.run_in_executor(
                self._threads, process.ask, picture, statement, SECONDS, largest
            )
            try:
                return await asyncio.shield(asking)
            except asyncio.CancelledError:
                run.end(self._loop.time())
                await asyncio.wait([asking])
                asking.exception()  # it is nobody's
                raise
            except Gone:
                raise self._why(run) from None
            finally:
                last.cancel()
                del self._runs[run]
                self._put_back(run)

    async def _process(self) -> Process:
        while self._idle:
            process = self._idle.pop()
            if process.alive:
                return process
            process.close()
        return await self._loop.run_in_executor(self._threads, Process)

    def _put_back(self, run: _Run) -> None:
        if run.ended is None and run.process.alive:
            self._idle.append(run.process)
        else:
            run.process.close()

    def _why(self, run: _Run) -> Failed:
        """Why a process is gone."""
        if run.ended is None:
            logger.warning("a process that runs SQL statements ended by itself; a new one takes its place")
            return Failed(TOO_MUCH, "The query needs too much memory or time.")
        logger.info("a SQL statement was ended after %.1f s", run.ended)
        if run.ended < SECONDS:
            return Failed(TOO_MUCH, f"{too_long(SHARE)[:-1]}, and others wait.")
        return Failed(TOO_MUCH, too_long(SECONDS))

    def _relieve(self) -> None:
        """End the statement that has run longest when it has had its share and somebody waits."""
        if self._relief is not None:
            self._relief.cancel()
            self._relief = None
        if len(self._runs) < AT_ONCE:
            return
        longest = next(iter(self._runs))
        due = longest.began + SHARE
        if self._turns.waiting and self._loop.time() >= due:
            longest.end(self._loop.time())
            return
        self._relief = self._loop.call_at(max(due, self._loop.time() + SHARE / 10), self._relieve)
