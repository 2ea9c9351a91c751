"""The test kit: the lab and its agents for a test, and the pytest plugin that brings them.

The names below are what `docs/testing-against-the-lab.md` promises to those who test their own things. Each
is loaded when it is used: a run of pytest that wants no lab pays for none.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lab.testing.agent import Agent as Agent
    from lab.testing.feed import Feed as Feed
    from lab.testing.feed import Update as Update
    from lab.testing.feed import dialog_is as dialog_is
    from lab.testing.feed import user_is as user_is
    from lab.testing.plain import Call as Call
    from lab.testing.plain import Lab as Lab
    from lab.testing.plain import PlainAgent as PlainAgent
    from lab.testing.plain import PlainFeed as PlainFeed

_MODULES = {
    "Agent": "agent",
    "Call": "plain",
    "Feed": "feed",
    "Lab": "plain",
    "PlainAgent": "plain",
    "PlainFeed": "plain",
    "Update": "feed",
    "dialog_is": "feed",
    "user_is": "feed",
}


def __getattr__(name: str) -> Any:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)


def __dir__() -> list[str]:
    return sorted(_MODULES)
