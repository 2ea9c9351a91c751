"""The service as a real process. Without Unified CM only the service user can sign in, with `finesse`."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

from notification.settings import NotificationSettings
from tests.notification.wire import ANY_PORT
from vos.address import Address
from vos.settings import arguments

START_SECONDS = 60


@dataclass(frozen=True)
class Process:
    """A running one."""

    child: asyncio.subprocess.Process
    addresses: dict[str, Address]

    def kill(self) -> None:
        """As a power cut does it."""
        with contextlib.suppress(ProcessLookupError):
            self.child.send_signal(signal.SIGKILL)


@contextlib.asynccontextmanager
async def process(certs: Path, **changes: object) -> AsyncIterator[Process]:
    """Serving on ports of the system's choice; killed at the end."""
    ports = dict.fromkeys(("c2s", "c2s_tls", "http", "https"), ANY_PORT)
    settings = NotificationSettings(certs=certs, **{**ports, **changes})  # type: ignore[arg-type]
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "notification", *arguments(settings),
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL,
    )  # fmt: skip
    try:
        assert child.stdout is not None
        async with asyncio.timeout(START_SECONDS):
            ready = (await child.stdout.readline()).decode().split()
        addresses = {
            name: Address.parse(where) for name, _, where in (word.partition("=") for word in ready[2:])
        }
        yield Process(child, addresses)
    finally:
        running = Process(child, {})
        running.kill()
        await child.wait()
