"""Who watches whose presence. Every request to watch is granted: in a contact centre nobody is asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from notification.store.journal import FORGETFUL, Changes, Key
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

    def watch(self, watcher: str, contact: str) -> None:
        """From now on `watcher` hears of `contact`. StanzaError when it watches too many already."""
        watched = self._watched.get(watcher, ())
        if contact in watched:
            return
        if len(watched) >= LIMIT and watcher != self.service_account:
            raise StanzaError("policy-violation")
        self._enter(watcher, contact)
        self._changes.note(("contact", watcher, contact), ())

    def forget(self, watcher: str, contact: str) -> None:
        """The end of it; no error when there was nothing."""
        if contact not in self._watched.get(watcher, ()):
            return
        self._changes.note(("contact", watcher, contact), None)
        for table, one, other in ((self._watched, watcher, contact), (self._watchers, contact, watcher)):
            del table[one][other]
            if not table[one]:
                del table[one]

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
        watched, watchers = list(self.watched_by(account)), self._watchers.get(account, {})
        for contact in watched:
            both = contact in watchers or contact == self.service_account
            yield contact, "both" if both else "to"
        yield from ((watcher, "from") for watcher in watchers if watcher not in watched)

    def _enter(self, watcher: str, contact: str) -> None:
        self._watched.setdefault(watcher, {})[contact] = None
        self._watchers.setdefault(contact, {})[watcher] = None
