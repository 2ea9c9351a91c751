"""A lab of processes and a browser, for the gadgets of the tests."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest

from lab.testing.browser import desktops
from lab.testing.running_lab import RunningLab
from tests.gadgets.platform.gadget_desk import GadgetDesk, Placed


@pytest.fixture
async def desk(lab_processes: RunningLab) -> AsyncIterator[Callable[..., Any]]:
    """Opens a desktop with these gadgets: `await desk(placed("classic/classic.xml"))`."""
    async with desktops() as browser:

        async def opened(*gadgets: Placed, **more: Any) -> GadgetDesk:
            return await GadgetDesk.opened(browser, lab_processes, *gadgets, **more)

        yield opened
