"""Who watches whose presence. Every request to watch is granted: in a contact centre nobody is asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from notification.changes import FORGETFUL, Changes, Key
from notification.xmpp.errors import StanzaError

LIMIT = 1000  # of contacts an agent may watch; the service user watches everybody


class Contacts:
    """Presence subscriptions between accounts (bare JIDs). The service user is everybody's contact."""

    def __init__(self, service_account: str, changes: Changes = FORGETFUL) -> None:
        self.service_account = service_account
        self._changes = changes
        self._watched: dict[str, dict[str, None]] = {}
        self._watchers: dict[str, dict[str, None]] = {}

    def restore(self, keys: Iterable[Key]) -> None:
        """Begin with what was kept."""
        for table, *key in keys:
            if table == "contact":
                self._enter(*key)

    def watch(self, watcher: str, contact: str) -> bool:
        """From now on `watcher` hears of `contact`; whether that is new.

        StanzaError when it watches too many already.
        """
        watched = self._watched.get(watcher, ())
        if contact in watched:
            return False
        if len(watched) >= LIMIT and watcher != self.service_account:
            raise StanzaError("policy-violation")
        self._enter(watcher, contact)
        self._changes.note(("contact", watcher, contact), ())
        return True

    def forget(self, watcher: str, contact: str) -> bool:
        """The end of it; whether there was anything."""
        if contact not in self._watched.get(watcher, ()):
            return False
        self._changes.note(("contact", watcher, contact), None)
        for table, one, other in ((self._watched, watcher, contact), (self._watchers, contact, watcher)):
            del table[one][other]
            if not table[one]:
                del table[one]
        return True

    def watches(self, watcher: str, contact: str) -> bool:
        """Whether `watcher` hears of `contact`."""
        return contact == self.service_account or contact in self._watched.get(watcher, ())

    def watched_by(self, account: str) -> Iterator[str]:
        """Whom `account` hears of, the service user first."""
        if account != self.service_account:
            yield self.service_account
        yield from (contact for contact in self._watched.get(account, ()) if contact != self.service_account)

    def watchers_of(self, account: str) -> Iterator[str]:
        """Who asked to hear of `account`."""
        yield from self._watchers.get(account, ())

    def roster(self, account: str) -> Iterator[tuple[str, str]]:
        """The contacts of `account`, each with its subscription as a roster names it."""
        for contact in dict.fromkeys((*self.watched_by(account), *self.watchers_of(account))):
            yield contact, self.subscription(account, contact) or "none"

    def subscription(self, account: str, contact: str) -> str | None:
        """What the roster of `account` says of `contact`: `both`, `to` or `from`; None if it is not there."""
        if account != self.service_account == contact:
            return "both"
        watches, watched = (contact in table.get(account, ()) for table in (self._watched, self._watchers))
        return "both" if watches and watched else "to" if watches else "from" if watched else None

    def _enter(self, watcher: str, contact: str) -> None:
        self._watched.setdefault(watcher, {})[contact] = None
        self._watchers.setdefault(contact, {})[watcher] = None
