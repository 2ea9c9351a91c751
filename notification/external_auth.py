"""`python -m notification.external_auth`: the program that ejabberd asks whether a password is right.

A request is two bytes of length and `operation:user:server:password`, an answer two bytes of length (2) and
two of the verdict (1 or 0). Source: ejabberd's documentation, External Script.
"""

from __future__ import annotations

import asyncio
import logging
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from notification.accounts import HERE, Accounts, CannotTell, Passwords
from notification.axl import AxlDirectory
from vos import centre, tls
from vos.address import Address
from vos.service import CannotServe, refuse
from vos.settings import SettingsError, load, needed, setting
from vos.xmpp_address import user_of

logger = logging.getLogger(__name__)

LENGTH_BYTES = 2


@dataclass(frozen=True)
class ExternalAuthSettings:
    """Answers an XMPP server's questions about passwords."""

    axl: Address = setting(Address("127.0.0.1", 8443), "Unified CM's AXL service, which checks passwords")
    certs: Path = needed("the folder of certificates, to verify Unified CM's", "/srv/lab/certs")
    centre: Path = setting(centre.SAMPLE, "the contact centre's file (TOML)")
    password_memory: float = setting(60.0, "seconds for which a right password is not checked again")


async def verdict(question: bytes, passwords: Passwords) -> bool:
    """The answer to one request. Nobody's password or account can be changed from here."""
    try:
        operation, user, _, password = (*question.decode().split(":", 3), "", "", "")[:4]
    except UnicodeDecodeError:
        return False
    if operation == "isuser":
        return True  # who is a user, Unified CM says when somebody signs in
    if operation != "auth":
        return False
    user = user_of(user)
    try:
        return passwords.known(user, password) or await passwords.check(user, password, HERE)
    except CannotTell as error:
        logger.error("%s", error)
        return False


def answer(right: bool) -> bytes:
    """An answer as it is written."""
    return LENGTH_BYTES.to_bytes(2, "big") + int(right).to_bytes(LENGTH_BYTES, "big")


def read(questions: BinaryIO) -> bytes | None:
    """The next request; None at the end."""
    head = questions.read(LENGTH_BYTES)
    return questions.read(int.from_bytes(head, "big")) if len(head) == LENGTH_BYTES else None


async def serve(passwords: Passwords, questions: BinaryIO, answers: BinaryIO) -> None:
    """Answer until the server closes the pipe. One at a time: the server runs several of these programs."""
    while (question := await asyncio.to_thread(read, questions)) is not None:
        answers.write(answer(await verdict(question, passwords)))
        answers.flush()


async def _run(settings: ExternalAuthSettings) -> None:
    table = centre.read(settings.centre, "notification")
    directory = AxlDirectory(
        settings.axl,
        table.get("axl_user", str),
        table.get("axl_password", str),
        tls.client_context(settings.certs),
    )
    accounts = Accounts(
        table.get("service_user", str),
        table.get("service_password", str),
        directory,
        settings.password_memory,
    )
    try:
        await serve(accounts, sys.stdin.buffer, sys.stdout.buffer)
    finally:
        await directory.close()


def main() -> int:
    """Run it; exit code 2 with one line when it cannot start."""
    try:
        settings = load(ExternalAuthSettings, "NOTIFICATION", sys.argv[1:])
        asyncio.run(_run(settings))
    except (SettingsError, CannotServe) as error:
        return refuse(f"external_auth: {error}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
