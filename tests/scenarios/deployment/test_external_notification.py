"""The scenarios once more, with a notification service that is not ours: ejabberd and Prosody from Debian."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest
from playwright.async_api import Route

from lab.testing import running_lab
from lab.testing.browser import desktops
from lab.testing.processes import LabProcess
from lab.testing.running_lab import RunningLab
from tests.scenarios import test_sign_in, test_sign_out
from tests.scenarios.calls import test_agent_to_agent, test_inbound_call, test_ring_no_answer

pytestmark = pytest.mark.processes

PATIENCE = 20.0
POLL = 0.05

Scenario = Callable[[RunningLab], Awaitable[None]]
SCENARIOS: list[Scenario] = [
    function
    for module in (test_sign_in, test_inbound_call, test_agent_to_agent, test_ring_no_answer, test_sign_out)
    for name, function in inspect.getmembers(module, inspect.iscoroutinefunction)
    if name.startswith("test_")
]


@pytest.fixture(params=["ejabberd", "prosody"], scope="module")
def process(request: pytest.FixtureRequest, start_lab_beside: Callable[[str], LabProcess]) -> LabProcess:
    return start_lab_beside(request.param)


@pytest.fixture
async def lab(process: LabProcess) -> AsyncIterator[RunningLab]:
    async with running_lab.at(process.console) as lab:
        yield lab


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.__name__)
async def test_the_scenario_is_the_same(lab: RunningLab, scenario: Scenario) -> None:
    await scenario(lab)


async def test_whose_desktop_vanishes_is_signed_out(lab: RunningLab) -> None:
    async with lab.agent("agent2") as ben:
        await ben.sign_in()
        async with lab.agent("agent1") as anna:
            await anna.sign_in()
            anna.feed.client.abort()
            async with asyncio.timeout(PATIENCE):
                while (await anna.state())[0] != "LOGOUT":
                    await asyncio.sleep(POLL)
        assert (await ben.state())[0] == "NOT_READY"


async def test_an_agent_hears_that_finesse_is_there(lab: RunningLab) -> None:
    feed = lab.feed("agent3")
    heard: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def present(presence: Any) -> None:
        if presence["from"].user == "finesse" and not heard.done():
            heard.set_result(None)

    feed.client.add_event_handler("presence_available", present)
    async with feed.listening():
        feed.client.send_presence_subscription(pto=f"finesse@{lab.host}")
        async with asyncio.timeout(PATIENCE):
            await heard


async def test_a_supervisor_hears_of_his_team_once_he_subscribes(lab: RunningLab) -> None:
    node = "/finesse/api/Team/1/Users"
    async with lab.agent("supervisor1") as boss, lab.agent("agent1") as anna:
        client = boss.feed.client
        await client["xep_0060"].subscribe(f"pubsub.{lab.host}", node, bare=False)
        try:
            await anna.sign_in()
            update = await boss.feed.until(lambda one: one.node == node, "his team")
            assert update.source == "/finesse/api/User/agent1"
        finally:
            await client["xep_0060"].unsubscribe(f"pubsub.{lab.host}", node, bare=False)


async def test_who_signs_in_again_by_the_same_full_address_ends_his_first_connection(lab: RunningLab) -> None:
    first, second = lab.feed("agent3"), lab.feed("agent3")
    second.client.requested_jid = first.client.requested_jid
    ended: asyncio.Future[str] = asyncio.get_running_loop().create_future()
    first.client.add_event_handler("stream_error", lambda error: ended.set_result(error["condition"]))
    async with first.listening(), second.listening():
        async with asyncio.timeout(PATIENCE):
            assert await ended == "conflict"


@pytest.mark.browser
@pytest.mark.parametrize("transport", ["websocket", "bosh"])
async def test_our_desktop_works_with_it(lab: RunningLab, transport: str) -> None:
    async def configured(route: Route) -> None:
        config = await (await route.fetch()).json()
        await route.fulfill(json=config | {"notification": config["notification"] | {"transport": transport}})

    async with desktops() as browser:
        desktop = await browser.open()
        await desktop.page.route("**/desktop/config.json", configured)
        await desktop.sign_in(lab, "agent1", "finesse", "1001")
        await desktop.shows("agent-state", "Not Ready")
        await desktop.go_ready()
        await desktop.shows("agent-state", "Ready")
        call = await lab.call("5551234", "6001")
        popover = desktop.part("call-popover")
        await popover.wait_for()
        assert await popover.get_attribute("data-dialog-id") == call
        assert desktop.complaints == []
