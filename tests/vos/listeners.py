"""The listeners that a test's services open."""

from __future__ import annotations

import pytest

from vos.doors.listener import Listener
from vos.http import connection


@pytest.fixture
def listeners(monkeypatch: pytest.MonkeyPatch) -> list[Listener]:
    """Every one that is opened from here on; a test names this before what opens them."""
    opened: list[Listener] = []

    class Counted(Listener):
        def __init__(self, *arguments: object) -> None:
            super().__init__(*arguments)  # type: ignore[arg-type]
            opened.append(self)

    monkeypatch.setattr(connection, "Listener", Counted)
    return opened
