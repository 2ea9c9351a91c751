"""The life of a service: log, start, ready, serve until SIGTERM, stop in reverse order.

A service is an async context manager that yields the addresses it listens on once it serves; leaving the
context stops it. Everything it runs belongs to a TaskGroup inside that context, so a task that dies ends the
service, and the process, with its traceback in the log and exit code 1.
"""

from __future__ import annotations

import asyncio
import contextlib
import errno
import logging
import signal
import socket
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any, Protocol, TypeVar

from vos import log, visible
from vos.address import Address
from vos.doors import open_files
from vos.settings import USAGE_ERROR, SettingsError, load

logger = logging.getLogger(__name__)

Addresses = Mapping[str, Address]


class Serving(Protocol):
    """What a service's context yields: a name for each listening address."""

    @property
    def addresses(self) -> Addresses: ...


class ServiceSettings(Protocol):
    """What every service's settings have."""

    @property
    def log_level(self) -> str: ...
    @property
    def log_file(self) -> Path | None: ...


S = TypeVar("S", bound=ServiceSettings)


def main(
    name: str,
    settings_class: type[S],
    prefix: str,
    running: Callable[[S], AbstractAsyncContextManager[Serving]],
    argv: Sequence[str] | None = None,
) -> int:
    """Run one service as a process. Returns its exit code: 0 stopped as asked, 1 crashed, 2 cannot start.

    When the service serves, one line `ready NAME what=host:port …` goes to stdout for whoever started it.
    """
    try:
        settings = load(settings_class, prefix, sys.argv[1:] if argv is None else argv)
        log.setup(name, settings.log_level, settings.log_file)
        log.uncaught()
        with loop_runner() as runner:
            runner.run(_serve(name, running(settings)))
    except (SettingsError, CannotServe) as error:
        return refuse(f"{name}: {error}")
    except BaseExceptionGroup as group:
        first = first_of(group)
        if isinstance(first, (SettingsError, CannotServe)):
            return refuse(f"{name}: {first}")
        logger.critical("%s crashed", name, exc_info=group)
        return crashed(name, first)
    except Exception as error:
        logger.critical("%s crashed", name, exc_info=True)
        return crashed(name, error)
    return 0


class CannotServe(Exception):
    """The service cannot start. The text is one line: what is in the way, and the cure."""


@contextlib.asynccontextmanager
async def listening(setting: str, address: Address) -> Any:
    """Inside, a socket that cannot be bound raises CannotServe naming the setting, the port and the cure."""
    try:
        yield
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise CannotServe(
                f"{setting}: {address} is in use; stop what listens there or choose another port"
            ) from error
        if isinstance(error, socket.gaierror):
            raise CannotServe(f"{setting}: {address.host} is no address of this machine") from error
        if error.errno in (errno.EACCES, errno.EADDRNOTAVAIL):
            raise CannotServe(f"{setting}: cannot listen on {address}: {error.strerror}") from error
        raise


def refuse(message: str) -> int:
    """Print one line on stderr and return the exit code of a bad start."""
    print(visible.line(" ".join(message.split())), file=sys.stderr)  # noqa: T201
    return USAGE_ERROR


def crashed(name: str, error: BaseException) -> int:
    """Print one line on stderr and return the exit code of a service that has met what it did not expect."""
    print(visible.line(f"{name}: crashed: {type(error).__name__}: {error}"), file=sys.stderr)  # noqa: T201
    return 1


def loop_runner() -> asyncio.Runner:
    """A runner on uvloop where it exists (a TLS connection holds a tenth of the memory there)."""
    try:
        import uvloop
    except ImportError:  # no wheel for this platform
        return asyncio.Runner()
    return asyncio.Runner(loop_factory=uvloop.new_event_loop)


def first_of(group: BaseExceptionGroup[Any]) -> BaseException:
    """The first plain exception of a tree of groups: what a one-line message can name."""
    first: BaseException = group
    while isinstance(first, BaseExceptionGroup):
        first = first.exceptions[0]
    return first


async def _serve(name: str, service: AbstractAsyncContextManager[Serving]) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        with contextlib.suppress(NotImplementedError):  # Windows
            loop.add_signal_handler(number, stop.set)
    async with service as serving:
        open_files.allow(open_files.OF_A_SERVICE)
        listens = " ".join(f"{what}={address}" for what, address in serving.addresses.items())
        logger.info("ready %s %s", name, listens)
        print(f"ready {name} {listens}", flush=True)  # noqa: T201
        await stop.wait()
        logger.info("stopping %s", name)
