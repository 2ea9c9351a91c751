"""Watches what a Python process touches of the disk: the test run, and every Python that a test starts.

Python imports a module of this name by itself where its folder is on PYTHONPATH. It needs nothing but Python,
so that it works in an environment without this project too. What may be touched stands in VARIABLE.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator
from typing import Any

VARIABLE = "TESTS_OWN_GROUND"
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
BYTE_CODE = f"{os.sep}__pycache__"  # what Python keeps beside its sources is the same whoever runs them


class Trespass(PermissionError):
    """A file was touched that is not the test's own."""


def _opened(path: Any, _mode: Any, flags: int) -> Iterator[tuple[Any, bool]]:
    yield path, bool(flags & WRITING)


def _changed(path: Any, *_: Any) -> Iterator[tuple[Any, bool]]:
    yield path, True


def _changed_in(path: Any, *rest: Any) -> Iterator[tuple[Any, bool]]:
    """Relative to an open folder it is that folder which was looked at when it was opened."""
    if rest[-1] == -1:
        yield path, True


def _both_changed(source: Any, target: Any, *_: Any) -> Iterator[tuple[Any, bool]]:
    yield source, True
    yield target, True


def _linked(_source: Any, target: Any, *_: Any) -> Iterator[tuple[Any, bool]]:
    yield target, True


def _connected(database: Any) -> Iterator[tuple[Any, bool]]:
    name = os.fsdecode(database)
    if name.startswith("file:"):
        name, _, query = name.removeprefix("file:").partition("?")
        name = "" if "mode=memory" in query else name
    if name not in ("", ":memory:"):
        yield name, True


# Python's audit events, and which paths each of them touches; True for writing.
TOUCHES: dict[str, Callable[..., Iterator[tuple[Any, bool]]]] = {
    "open": _opened,
    "os.truncate": _changed,
    "os.mkdir": _changed_in,
    "os.rmdir": _changed_in,
    "os.remove": _changed_in,
    "os.rename": _both_changed,
    "os.link": _linked,
    "os.symlink": _linked,
    "shutil.rmtree": _changed,
    "sqlite3.connect": _connected,
}


class Watch:
    """`own` may be written, `closed` not even read; what does it all the same is told in the file `told`."""

    def __init__(self, own: list[str], closed: list[str], told: str) -> None:
        self.own, self.closed, self.told = own, closed, told
        self.on = True

    def hear(self, event: str, arguments: tuple[Any, ...]) -> None:
        """An audit hook: Trespass when the event is one."""
        if not self.on or (touches := TOUCHES.get(event)) is None:
            return
        for path, writes in touches(*arguments):
            if not isinstance(path, int) and not self.allows(path, writes):
                words = f"{'wrote' if writes else 'read'} {os.path.abspath(os.fsdecode(path))} ({event})"
                with open(self.told, "a", encoding="utf-8") as told:
                    told.write(f"{words}\n")
                raise Trespass(f"a test {words}; that is not its own")

    def allows(self, path: Any, writes: bool) -> bool:
        """Whether the test may."""
        place = os.path.abspath(os.fsdecode(path))
        if writes:
            return _within(place, self.own) or BYTE_CODE in place
        return not _within(place, self.closed)


def _within(place: str, folders: list[str]) -> bool:
    return any(place == folder or place.startswith(folder + os.sep) for folder in folders)


if __name__ == "sitecustomize" and VARIABLE in os.environ:
    sys.addaudithook(Watch(**json.loads(os.environ[VARIABLE])).hear)
