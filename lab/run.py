"""`finesse-lab up`: the bench and the console, from the first child process to the last.

The children are started before anything heavy is imported here, so that they load while this process does.
"""

from __future__ import annotations

import asyncio
import contextlib
import errno
import functools
import logging
import signal
import socket
import time
from collections.abc import AsyncIterator, Mapping
from typing import TYPE_CHECKING, Any

from lab import terminal, welcome
from lab.bench import children
from lab.bench.certificates import ensure
from lab.bench.home import held
from lab.bench.programs import programs
from lab.failure import StartFailed
from lab.plan import doors
from lab.plan.cluster import planned
from lab.plan.graph import Plan
from lab.plan.wanted import Wanted
from lab.workbench.workbench import Workbench
from vos import centre, log
from vos.address import Address
from vos.doors import open_files
from vos.doors.listener import BACKLOG
from vos.service import first_of
from vos.settings import SettingsError

if TYPE_CHECKING:
    from lab.deployment import Deployment

logger = logging.getLogger(__name__)

TABLES = ("cucm", "rmcm", "notification", "finesse")
IN_SERVICE_SECONDS = 30.0
NOTIFICATION_SERVICE_DOWN = "NOTIFICATION_SERVICE_DOWN"  # the reason that Finesse gives


def until_stopped(wanted: Wanted) -> None:
    """Run the lab until SIGINT, SIGTERM or `down`. SettingsError or StartFailed if it does not come up."""
    started = time.monotonic()
    for table in TABLES:
        centre.read(wanted.centre_file, table)  # so that a broken file is told once, not by every service
    plan = planned(wanted)
    with listening_socket(doors.console(wanted.port_offset)) as console, contextlib.ExitStack() as home:
        try:
            for node in plan.nodes:
                ensure(wanted.certs, node.name, node.names)
            home.enter_context(held(plan, terminal.say))
            workbench = Workbench.begun(wanted)
            log.setup("lab", wanted.log_level, wanted.logs / "lab.log")
            open_files.allow(open_files.OF_A_SERVICE)
        except OSError as error:
            raise SettingsError(f"--home: cannot write to {wanted.home}: {error.strerror}") from None
        try:
            asyncio.run(_run(plan, console, started, workbench))
        except BaseExceptionGroup as group:
            first = first_of(group)
            if isinstance(first, (SettingsError, StartFailed)):
                raise first from None
            raise


def listening_socket(address: Address) -> socket.socket:
    """The console's socket, taken before anything else: whoever has it is the lab of these ports."""
    taken = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        taken.bind(address)
        taken.listen(BACKLOG)
    except OSError as error:
        taken.close()
        if error.errno == errno.EADDRINUSE:
            raise SettingsError(
                f"--port-offset: the console's {address} is in use; stop the lab that runs there with "
                "`finesse-lab down` (and its --port-offset), or choose another offset"
            ) from None
        raise SettingsError(f"--port-offset: cannot listen on {address}: {error.strerror}") from None
    return taken


async def _run(plan: Plan, console: socket.socket, started: float, workbench: Workbench) -> None:
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(NotImplementedError):  # Windows
            asyncio.get_running_loop().add_signal_handler(number, stop.set)
    async with children.running(programs(plan), _complain) as services:
        async with _console(plan, services, console, stop, workbench) as deployment:
            ended = asyncio.ensure_future(stop.wait())
            ready = asyncio.ensure_future(_ready(plan, services, deployment))
            try:
                await asyncio.wait({ended, ready}, return_when=asyncio.FIRST_COMPLETED)
                if ready.done():
                    await ready
                    _welcome(plan, await deployment.status(), time.monotonic() - started)
                await ended
            finally:
                ready.cancel()
                ended.cancel()
        terminal.say("stopping")


@contextlib.asynccontextmanager
async def _console(
    plan: Plan, services: children.Bench, listens: socket.socket, stop: asyncio.Event, workbench: Workbench
) -> AsyncIterator[Deployment]:
    import aiohttp

    from lab.console.application import application, worded
    from lab.deployment import Deployment
    from lab.people import People
    from lab.telephony import callers
    from vos.http.connection import Connection, serving

    async with aiohttp.ClientSession() as session:
        phones = callers.of_lab(plan)
        people = People.of(plan.wanted.centre_file)
        deployment = Deployment(plan, lambda: services.children, phones, people, session, services, workbench)
        connect = functools.partial(Connection, worded)
        wanted_at = {"console": (listens, None)}
        async with serving(application(deployment, stop), connect, wanted_at), phones.linked():
            yield deployment


async def _ready(plan: Plan, services: children.Bench, deployment: Deployment) -> None:
    await services.all_serve()
    try:
        await deployment.until_ready(IN_SERVICE_SECONDS)
    except StartFailed as error:
        if (instead := plan.wanted.external) is None or NOTIFICATION_SERVICE_DOWN not in str(error):
            raise
        where = " or ".join(map(str, instead.xmpp))
        cure = f"is there an XMPP server at {where} that lets Finesse's account in and make nodes?"
        raise StartFailed(f"{error}; {cure}") from None


def _complain(text: str) -> None:
    for each in text.split("\n"):
        logger.error("%s", each)
        terminal.complain(each)


def _welcome(plan: Plan, status: Mapping[str, Any], seconds: float) -> None:
    terminal.list_rows(welcome.rows(plan, status["desktop"]), f"ready after {seconds:.1f} s")
