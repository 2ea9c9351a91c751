"""`python -m lab.testing.one_process`: the lab in one event loop of a process of its own, for a run of tests.

It lives as long as who started it: when its stdin ends, it stops.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import os
import signal
import sys
import threading
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from vos import service
from vos.address import Address
from vos.settings import setting


@dataclass(frozen=True)
class OneProcessSettings:
    """What a run of tests may choose."""

    home: Path = setting(Path(), "where certificates, logs and data live")
    centre: Path | None = setting(None, "the contact centre's file; the sample centre without")
    timers: Literal["product", "fast"] = setting("fast", "how long things take: product or fast")
    log_level: str = setting("DEBUG", "DEBUG writes every message between the services")
    log_file: Path | None = setting(None, "where to log")


@dataclass(frozen=True)
class Serving:
    """The lab, ready."""

    addresses: dict[str, Address]


@contextlib.asynccontextmanager
async def running(settings: OneProcessSettings) -> AsyncIterator[Serving]:
    """Inside, the lab is ready and its console listens."""
    _load_aiohttp()
    from lab.plan.wanted import Wanted
    from lab.testing.one_loop import lab_in_one_loop

    wanted = Wanted(home=settings.home, centre=settings.centre, fast=settings.timers == "fast")
    async with lab_in_one_loop(wanted) as console:
        gc.freeze()
        gc.enable()
        threading.Thread(target=_stop_when_stdin_ends, name="stdin", daemon=True).start()
        yield Serving({"console": console})


def _load_aiohttp() -> None:
    """Without the machine's CAs, which it reads twice: whom the lab asks by HTTPS, it knows by its own CA."""
    name = "SSL_CERT_FILE"
    given = os.environ.get(name)
    os.environ[name] = os.devnull
    importlib.import_module("aiohttp")
    del os.environ[name]
    if given is not None:
        os.environ[name] = given


def _stop_when_stdin_ends() -> None:
    while os.read(sys.stdin.fileno(), 4096):
        pass
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    gc.disable()  # a start makes next to no garbage; looking for it took a tenth of the time
    sys.exit(service.main("lab", OneProcessSettings, "LAB_TESTING", running))
