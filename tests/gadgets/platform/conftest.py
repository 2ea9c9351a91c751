"""A lab of processes and a browser, for the gadgets of the tests."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest
import pytest_asyncio
from aiohttp.test_utils import TestServer
from playwright.async_api import Browser

from finesse.model.configuration.layout_config import default_layout
from lab.testing import running_lab
from lab.testing.browser import BrowserDesktops
from lab.testing.processes import LabProcess
from lab.testing.running_lab import RunningLab
from tests.gadgets.platform.gadget_desk import GadgetDesk, Placed, arrange, upload


@pytest.fixture(scope="module")
def lab_with_gadgets(start_lab: Callable[..., LabProcess]) -> LabProcess:
    """The lab that the session's other tests use, too, once it has the gadgets of the tests.

    They are there before any desktop is: to change their files would reload them in open ones.
    """
    process = start_lab("--timers", "fast", "--transport", "websocket")
    upload(process.home)
    return process


@pytest_asyncio.fixture(loop_scope="module")
async def lab_processes(lab_with_gadgets: LabProcess) -> AsyncIterator[RunningLab]:
    """The lab at its beginning; afterwards desktops have the layout again that they had."""
    async with running_lab.at(lab_with_gadgets.console) as lab:
        yield lab
        await arrange(lab, default_layout())
        for gadget in (await lab.ask("GET", "gadgets"))["gadgets"]:
            await lab.remove_gadget(gadget["name"])


@pytest_asyncio.fixture(loop_scope="module")
async def desk(lab_processes: RunningLab, browser: Browser) -> AsyncIterator[Callable[..., Any]]:
    """Opens a desktop with these gadgets: `await desk(placed("classic/classic.xml"))`."""
    desks: list[GadgetDesk] = []

    async def opened(*gadgets: Placed, **more: Any) -> GadgetDesk:
        desks.append(await GadgetDesk.opened(BrowserDesktops(browser), lab_processes, *gadgets, **more))
        return desks[-1]

    yield opened
    for each in desks:
        await each.desktop.page.context.close()


@pytest_asyncio.fixture(loop_scope="module")
async def served() -> AsyncIterator[Callable[..., Any]]:
    """Serves an application of the test's: a server of somebody else, on a port of the system's choice."""
    servers: list[TestServer] = []

    async def serve(app: Any) -> TestServer:
        servers.append(TestServer(app))
        await servers[-1].start_server()
        return servers[-1]

    yield serve
    for each in servers:
        await each.close()
