"""The status of a deployment, as its plan has nodes and services."""

from dataclasses import dataclass, field
from pathlib import Path

import aiohttp
import pytest

from lab.deployment import Deployment
from lab.people import People
from lab.plan.cluster import planned
from lab.plan.wanted import Wanted
from lab.telephony.callers import Callers
from vos.address import Address


@dataclass
class Running:
    name: str
    addresses: dict[str, Address] = field(default_factory=dict)
    state: str = "starting"
    pid: int | None = None


@pytest.fixture
def running() -> list[Running]:
    plan = planned(Wanted(Path("home")), nodes=2)
    return [
        Running(each.name, {name: door.listens for name, door in each.doors.items()})
        for each in plan.services
    ]


async def test_the_status_of_two_nodes_tells_what_stands_on_each(running: list[Running]) -> None:
    plan = planned(Wanted(Path("home")), nodes=2)
    callers = Callers(Address("127.0.0.1", 1), "PSTN", "finesse")
    async with aiohttp.ClientSession() as session:
        deployment = Deployment(plan, lambda: running, callers, People({}, "", {}), session)
        status = await deployment.status()
    assert status["nodes"] == [
        {"name": "localhost", "services": ["cucm", "ccx_engine", "notification", "finesse"]},
        {"name": "127.0.0.2", "services": ["ccx_engine-b", "notification-b", "finesse-b"]},
    ]
    assert {each["name"]: each["node"] for each in status["services"]}["finesse-b"] == "127.0.0.2"
    assert status["desktop"] == "https://localhost:8445/desktop"
    assert status["reason"] == "cucm is starting"


async def test_each_engine_is_out_of_service_for_a_reason_of_its_own(running: list[Running]) -> None:
    plan = planned(Wanted(Path("home")), nodes=2)
    here = Address("127.0.0.1", 1)
    callers = Callers(here, "PSTN", "finesse", engines={"ccx_engine": here, "ccx_engine-b": here})
    callers.engines["ccx_engine"].out_of_service = ""
    callers.engines["ccx_engine-b"].out_of_service = "it is not signed in at CUCM"
    for each in running:
        each.state = "serving" if each.name.startswith("ccx_engine") else "stopped"
    async with aiohttp.ClientSession() as session:
        deployment = Deployment(plan, lambda: running, callers, People({}, "", {}), session)
        services = {each["name"]: each for each in (await deployment.status())["services"]}
    assert (services["ccx_engine"]["in_service"], services["ccx_engine"]["reason"]) == (True, "")
    assert services["ccx_engine-b"]["reason"] == (
        "ccx_engine-b is out of service: it is not signed in at CUCM"
    )
