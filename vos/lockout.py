"""Accounts that were guessed at: so many wrong passwords in a row lock one for a while, whoever sent them.

Each further try while it is locked, a right one too, begins the time anew (Finesse Administration Guide,
account lockout). The log tells once that an account is locked, and of further tries no more than once a
minute.
"""

from __future__ import annotations

import ipaddress
import logging
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

logger = logging.getLogger(__name__)

TRIES = 5
SECONDS = 300.0
MOST = 20_000  # accounts whose wrong passwords are counted; of more, the one least lately tried is forgotten
TOLD_AGAIN = 60.0  # seconds


@dataclass(slots=True)
class _Tries:
    credential: str
    wrong: int = 0
    until: float = 0.0  # locked
    further: int = 0  # tries since the log told of it
    told: float = 0.0


class Lockout:
    """Counts wrong passwords, by account."""

    def __init__(
        self, tries: int = TRIES, seconds: float = SECONDS, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.tries = tries
        self.seconds = seconds
        self._clock = clock
        self._accounts: OrderedDict[str, _Tries] = OrderedDict()

    def __len__(self) -> int:
        """How many accounts' wrong passwords are counted."""
        return len(self._accounts)

    def locked(self, account: str, credential: str = "") -> bool:
        """Whether it is locked now. This is no try."""
        found = self._found(account, credential)
        return found is not None and self._clock() < found.until

    def refuses(self, account: str, where: object, credential: str = "") -> bool:
        """Whether a try is refused because the account is locked; then it begins the time anew.

        `where` it comes from is for the log. The count and the lock are of this `credential`: when it has
        been changed they are no more.
        """
        found = self._found(account, credential)
        now = self._clock()
        if found is None or now >= found.until:
            return False
        found.until = now + self.seconds
        found.further += 1
        if now >= found.told + TOLD_AGAIN:
            logger.warning(
                "%s stays locked until %s: %d further tries, the last from %s",
                account,
                self._until(),
                found.further,
                where,
            )
            found.further, found.told = 0, now
        return True

    def wrong(self, account: str, where: object, credential: str = "") -> bool:
        """A wrong password; whether it locks the account."""
        found = self._found(account, credential)
        if found is None:
            found = self._accounts[account] = _Tries(credential)
            while len(self._accounts) > MOST:
                self._accounts.popitem(last=False)
        self._accounts.move_to_end(account)
        found.wrong += 1
        if found.wrong < self.tries:
            return False
        now = self._clock()
        found.wrong, found.until, found.told, found.further = 0, now + self.seconds, now, 0
        logger.warning(
            "%s is locked after %d wrong passwords, the last from %s, until %s;"
            " each further try begins the %g s anew",
            account,
            self.tries,
            where,
            self._until(),
            self.seconds,
        )
        return True

    def right(self, account: str) -> None:
        """A right password: the wrong ones before it count no more."""
        self._accounts.pop(account, None)

    def _found(self, account: str, credential: str) -> _Tries | None:
        found = self._accounts.get(account)
        if found is not None and found.credential != credential:
            del self._accounts[account]
            return None
        return found

    def _until(self) -> str:
        return (datetime.now(UTC) + timedelta(seconds=self.seconds)).strftime("%Y-%m-%dT%H:%M:%SZ")


def is_loopback(address: str) -> bool:
    """Whether an address is this machine's own."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return False
    mapped = getattr(parsed, "ipv4_mapped", None)
    return parsed.is_loopback or (mapped is not None and mapped.is_loopback)
