"""One real lab and three signed-in desktops for all tests of a module."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable

import pytest_asyncio
from playwright.async_api import Browser

from lab.testing import running_lab
from lab.testing.browser import BrowserDesktops
from lab.testing.processes import LabProcess
from tests.gadgets.call_center.seat import CallCenter, Seat


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def opened_call_center(
    browser: Browser, start_lab: Callable[..., LabProcess]
) -> AsyncIterator[CallCenter]:
    """The lab that the session's other tests use, too, from its beginning, and three desktops."""
    process = start_lab("--timers", "fast", "--transport", "websocket")
    async with running_lab.at(process.console) as lab:
        desktops = BrowserDesktops(browser)

        async def seated(login: str) -> Seat:
            extension = lab.people.extensions[login]
            seat = Seat(login, extension, await desktops.open(), lab)
            await seat.desktop.sign_in(lab, login, lab.people.passwords[login], extension)
            return seat

        seats = [await seated(login) for login in ("agent1", "agent2", "supervisor1")]
        yield CallCenter(lab, *seats)
        for seat in seats:
            await seat.desktop.page.context.close()


@pytest_asyncio.fixture(loop_scope="module")
async def center(opened_call_center: CallCenter) -> CallCenter:
    """The three at their desktops, Not Ready and without calls."""
    await opened_call_center.is_quiet()
    return opened_call_center


@pytest_asyncio.fixture(loop_scope="module")
async def agent1(center: CallCenter) -> Seat:
    return center.agent1


@pytest_asyncio.fixture(loop_scope="module")
async def agent2(center: CallCenter) -> Seat:
    return center.agent2


@pytest_asyncio.fixture(loop_scope="module")
async def supervisor1(center: CallCenter) -> Seat:
    return center.supervisor1
