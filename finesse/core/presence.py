"""Whose desktop is there, and who is signed out because his desktop vanished. No socket, no task, no clock.

A signed-in user whose last presence ends is signed out a minute later, unless he comes back or this node is
not in service. Users who never were present (they use REST alone) are not watched (unconfirmed). Source:
Finesse Developer Guide, desktop presence and forced logout.
"""

from __future__ import annotations


class Presences:
    """Users by login id; `grace` is the time to come back, in seconds."""

    def __init__(self, grace: float) -> None:
        self._grace = grace
        self._resources: dict[str, set[str]] = {}
        self._leaving: dict[str, float] = {}

    def available(self, user: str, resource: str) -> None:
        """A connection of the user is there."""
        self._resources.setdefault(user, set()).add(resource)
        self._leaving.pop(user, None)

    def unavailable(self, user: str, resource: str, now: float) -> None:
        """A connection of the user is gone; with an empty resource all of them."""
        resources = self._resources.get(user)
        if resources is None:
            return
        resources.discard(resource)
        if not resource:
            resources.clear()
        if not resources and user not in self._leaving:
            self._leaving[user] = now + self._grace

    def is_there(self, user: str) -> bool:
        """Whether a connection of the user is."""
        return bool(self._resources.get(user))

    def is_there_as(self, user: str, resource: str) -> bool:
        """Whether that connection of the user is."""
        return resource in self._resources.get(user, ())

    def resource(self, user: str, preferred: str) -> str:
        """The preferred connection of the user, or another one; empty without any."""
        resources = self._resources.get(user, set())
        return preferred if preferred in resources else min(resources, default="")

    def restart(self, now: float) -> None:
        """This node is in service again: who is not there has the whole time from now on."""
        for user, resources in self._resources.items():
            if not resources:
                self._leaving[user] = now + self._grace

    def suspend(self) -> None:
        """This node is out of service: nobody is signed out by it, who vanishes now may be elsewhere."""
        self._leaving.clear()

    def disconnected(self) -> None:
        """The notification service is lost, and with it all that it said of who is there."""
        self._leaving.clear()
        for resources in self._resources.values():
            resources.clear()

    def forget(self, user: str) -> None:
        """The user signed out: watched again once he is present."""
        self._leaving.pop(user, None)
        if not self._resources.get(user):
            self._resources.pop(user, None)

    def next_deadline(self) -> float | None:
        """When the next one has had his time."""
        return min(self._leaving.values(), default=None)

    def tick(self, now: float) -> list[str]:
        """Who has had his time: each is told once."""
        late = [user for user, until in self._leaving.items() if until <= now]
        for user in late:
            del self._leaving[user]
            self._resources.pop(user, None)
        return late
