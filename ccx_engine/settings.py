"""The engine's settings."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from vos import centre
from vos.address import Address
from vos.settings import needed, setting


@dataclass(frozen=True)
class EngineSettings:
    """The CCX engine: CTI server, RmCm, telephony subsystem and applications."""

    cti: Address = setting(Address("127.0.0.1", 12018), "where the CTI server listens")
    cucm: Address = setting(Address("127.0.0.1", 2748), "CTI Manager's JTAPI link")
    centre: Path = setting(
        centre.SAMPLE, "the contact centre's file: accounts, and what fills an empty database with RmCm"
    )
    database: str = needed(
        "the database of RmCm's configuration, as SQLAlchemy writes addresses",
        "sqlite+aiosqlite:////srv/lab/rmcm.db",
    )
    database_poll: float = setting(1.0, "seconds between two looks whether the database was changed")
    timers: Literal["product", "fast"] = setting("product", "how long things take: product or fast")
    ring_no_answer: float | None = setting(
        None, "seconds that an agent's phone rings; the profile's when empty"
    )
    after_ring_no_answer: Literal["not ready", "ready"] = setting(
        "not ready", "state of an agent who did not answer: not ready or ready"
    )
    desktop_lost: float | None = setting(
        None, "seconds until the agents of a CTI client that is gone are signed out; the profile's when empty"
    )
    log_level: str = setting("INFO", "DEBUG shows every message")
    log_file: Path | None = setting(None, "where to log; standard error when not given")
