"""The one account of SFTP, and who guesses at its password."""

from __future__ import annotations

import hmac
from pathlib import Path

from vos import centre
from vos.lockout import Lockout
from vos.settings import SettingsError

NAME = "3rdpartygadget"
SHORTEST, LONGEST = 5, 32  # characters, as of the product's CLI command that sets it
TABLE, KEY = "finesse", "third_party_password"


class Account:
    """3rdpartygadget with its password; without one nobody gets in."""

    def __init__(self, password: str, lockout: Lockout | None = None) -> None:
        self._password = password.encode()
        self._lockout = Lockout() if lockout is None else lockout

    @classmethod
    def of(cls, file: Path) -> Account:
        """As the centre's file has it. SettingsError for a password that the product does not take."""
        password = centre.read(file, TABLE).get(KEY, str, "")
        if password and (wrong := fault_of(password)):
            raise SettingsError(f"centre: {file.name}: {TABLE}.{KEY}: {wrong}")
        return cls(password)

    @property
    def is_there(self) -> bool:
        """Whether it has a password."""
        return bool(self._password)

    def lets_in(self, name: str, password: str, address: str) -> bool:
        """Whether somebody at that address is let in by this name and password."""
        is_right = hmac.compare_digest(password.encode(errors="surrogatepass"), self._password)
        if name != NAME or not self._password or self._lockout.refuses(NAME, address):
            return False
        if is_right:
            self._lockout.right(NAME)
        else:
            self._lockout.wrong(NAME, address)
        return is_right


def fault_of(password: str) -> str:
    """What is wrong with it; empty when nothing is."""
    if not SHORTEST <= len(password) <= LONGEST:
        return f"a password has {SHORTEST} to {LONGEST} characters"
    if not password.isprintable() or " " in password or '"' in password:
        return "a password has no spaces and no double quotes"
    return ""
