"""A console that answers the command line what a test wants."""

from __future__ import annotations

import pytest

from lab.console import client
from vos.address import Address

CONSOLE = Address("127.0.0.1", 8900)


class Told:
    """What the verbs ask of the console, which answers what the test wants."""

    def __init__(self) -> None:
        self.asked: list[tuple[Address, str, str, object]] = []
        self.answer: object = {"id": "16777217"}
        self.later: list[object] = []  # what is answered after that, one after the other

    def ask(self, console: Address, method: str, path: str, body: object = None) -> object:
        if self.asked and self.later:
            self.answer = self.later.pop(0)
        self.asked.append((console, method, path, body))
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> Told:
    told = Told()
    monkeypatch.setattr(client, "ask", told.ask)
    return told
