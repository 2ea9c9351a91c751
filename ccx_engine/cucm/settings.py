"""CUCM's settings."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from vos import centre
from vos.address import Address
from vos.settings import needed, setting


@dataclass(frozen=True)
class CucmSettings:
    """The simulated Unified CM: users, phones and calls, the AXL service and CTI Manager."""

    axl: Address = setting(Address("127.0.0.1", 8443), "where the AXL service listens (HTTPS)")
    jtapi: Address = setting(Address("127.0.0.1", 2748), "where CTI Manager serves the JTAPI link")
    centre: Path = setting(centre.SAMPLE, "the contact centre's file; its [cucm] table is read")
    call_numbers: Path | None = setting(
        None, "file by which calls' numbers go on over a restart; when empty they begin again"
    )
    certs: Path = needed("the folder of the certificates", "/srv/lab/certs")
    certificate: str = setting("localhost", "name of the certificate in that folder")
    names: tuple[str, ...] = setting(
        (), "other names and addresses by which clients reach AXL, separated by commas"
    )
    lock_tries: int = setting(5, "wrong passwords in a row that lock an account")
    lock_seconds: float = setting(300.0, "seconds for which it is locked; each further try begins them anew")
    lock_administrators: bool = setting(
        True,
        "whether those who may write over AXL are locked at every address; else where the wrong passwords "
        "came from, and never on loopback",
    )
    log_level: str = setting("INFO", "DEBUG shows every message")
    log_file: Path | None = setting(None, "where to log; standard error when not given")
