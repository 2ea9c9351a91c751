"""The centre is changed while the lab runs: by the store's command, as an administrator does."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import requests
import zeep
from zeep.transports import Transport

from lab.testing.agent import Agent
from lab.testing.feed import Feed, dialog_is
from lab.testing.running_lab import RunningLab
from vos import centre

AGENT = """
[[rmcm.resources]]
id = "agent9"
first_name = "Ida"
last_name = "Berg"
extension = "1009"
team = 1
skills = [{ id = 1, competence = 7 }]

[[rmcm.call_control_groups]]"""
SET = """do = "set"
variables = { callVariable1 = "new" }"""
SECONDS = 30


async def test_a_new_agent_and_another_team_name_are_seen_by_rest(
    lab_in_loop: RunningLab, tmp_path: Path
) -> None:
    lab = lab_in_loop
    file = tmp_path / "centre.toml"
    sample = centre.SAMPLE.read_text(encoding="utf-8")
    assert sample.count('name = "Support"\nsupervisors') == 1
    changed = sample.replace('name = "Support"\nsupervisors', 'name = "Helpdesk"\nsupervisors')
    file.write_text(changed.replace("[[rmcm.call_control_groups]]", AGENT.strip(), 1), encoding="utf-8")

    said = await apply(file, f"sqlite+aiosqlite:///{lab.home}/data/rmcm.db")
    assert "resources: added agent9" in said
    assert "teams: changed 1" in said

    async def there(login: str, path: str, element: str, text: str) -> bool:
        answer = await lab.rest(login).ask("GET", path)
        return answer.status == 200 and answer.xml.findtext(element) == text

    await soon(lambda: there("administrator", "/User/agent9", "firstName", "Ida"))
    await soon(lambda: there("administrator", "/User/agent9", "teamName", "Helpdesk"))
    await soon(lambda: there("supervisor1", "/Team/1", "name", "Helpdesk"))
    await soon(lambda: there("agent1", "/User/agent1", "teamName", "Helpdesk"))


async def test_a_changed_queue_and_application_reach_the_agents_desk(
    lab_in_loop: RunningLab, tmp_path: Path
) -> None:
    lab = lab_in_loop
    new = lab.centre_file.read_text(encoding="utf-8")
    for before, after in (
        ('name = "Sales_CSQ"', 'name = "Orders_CSQ"'),
        ("automatic_work = false", "automatic_work = true\nwrap_up_seconds = 30"),
        ('do = "queue"\ncsqs = [2]', f'{SET}\n\n[[rmcm.applications.steps]]\ndo = "queue"\ncsqs = [2]'),
    ):
        assert new.count(before) == 1
        new = new.replace(before, after)
    file = tmp_path / "centre.toml"
    file.write_text(new, encoding="utf-8")
    async with lab.agent("agent5") as elena:
        assert await queues(elena) == ["Sales_CSQ"]
        assert await wraps_up(elena) == "OPTIONAL"
        said = await apply(file, f"sqlite+aiosqlite:///{lab.home}/data/rmcm.db")
        assert "csqs: changed 2" in said
        assert "applications: changed 2" in said

        async def told() -> bool:
            return await queues(elena) == ["Orders_CSQ"] and await wraps_up(elena) == "REQUIRED"

        await soon(told)
        await elena.sign_in()
        await elena.go_ready()
        await lab.call("5551234", "6002")
        ringing = await elena.feed.until(dialog_is("POST", "ALERTING", _1005="ALERTING"), "the ringing call")
        names = [each.text for each in ringing.data.iterfind(".//CallVariable/name")]
        values = [each.text for each in ringing.data.iterfind(".//CallVariable/value")]
        assert ("callVariable1", "new") in zip(names, values, strict=True)


async def queues(agent: Agent) -> list[str]:
    answer = await agent.rest.get(f"/User/{agent.login}/Queues")
    return [each.text or "" for each in answer.iterfind("Queue/name")]


async def wraps_up(agent: Agent) -> str:
    answer = await agent.rest.get(f"/User/{agent.login}")
    return answer.findtext("settings/wrapUpOnIncoming") or ""


async def test_a_new_agent_signs_in_at_a_new_phone_and_takes_a_call(
    lab_in_loop: RunningLab, tmp_path: Path
) -> None:
    """As an administrator would: phone and user by AXL, the resource in RmCm, while the lab runs."""
    lab = lab_in_loop
    await asyncio.to_thread(add_ida, lab)
    file = tmp_path / "centre.toml"
    sample = lab.centre_file.read_text(encoding="utf-8")
    file.write_text(sample.replace("[[rmcm.call_control_groups]]", AGENT.strip(), 1), encoding="utf-8")
    await apply(file, f"sqlite+aiosqlite:///{lab.home}/data/rmcm.db")

    rest = lab.rest("agent9", "s3cret")

    async def known() -> bool:
        return (await rest.ask("GET", "/User/agent9")).status == 200

    await soon(known)
    where = lab.address("notification", "c2s_tls")
    feed = Feed("agent9", "s3cret", lab.host, where, lab.ca)
    async with Agent("agent9", "1009", rest, feed).at_work() as ida:
        await ida.sign_in()
        await ida.go_ready()
        call = await lab.call("5551234", "6001")
        await ida.feed.until(dialog_is("POST", "ALERTING", _1009="ALERTING"), "the ringing call")
        await ida.act(call, "ANSWER")
        await ida.feed.until(dialog_is("PUT", "ACTIVE", _1009="ACTIVE"), "the call")


def add_ida(lab: RunningLab) -> None:
    """Her phone and herself, with stock zeep."""
    address = lab.address("cucm", "axl")
    with requests.Session() as session:
        session.trust_env = False
        session.verify = str(lab.ca)
        session.auth = ("ccx_axl", "finesse")
        url = f"https://{lab.host}:{address.port}/axl/?wsdl"
        axl: Any = zeep.Client(url, transport=Transport(session=session)).service
        line = {"index": 1, "dirn": {"pattern": "1009", "routePartitionName": None}}
        device = {
            "name": "SEP000000001009",
            "product": "Cisco 8845",
            "class": "Phone",
            "protocol": "SIP",
            "protocolSide": "User",
            "devicePoolName": "Default",
            "commonPhoneConfigName": "Standard Common Phone Profile",
            "phoneTemplateName": "Standard 8845 SIP",
            "locationName": "Hub_None",
            "useTrustedRelayPoint": "Default",
            "builtInBridgeStatus": "Default",
            "packetCaptureMode": "None",
            "certificateOperation": "No Pending Operation",
            "deviceMobilityMode": "Default",
            "lines": {"line": [line]},
        }
        axl.addPhone(phone=device)
        axl.addUser(
            user={
                "userid": "agent9",
                "firstName": "Ida",
                "lastName": "Berg",
                "password": "s3cret",
                "presenceGroupName": "Standard Presence group",
                "associatedDevices": {"device": ["SEP000000001009"]},
                "ipccExtension": "1009",
            }
        )


async def apply(file: Path, database: str) -> str:
    """Run the command; what it says."""
    command = ("-m", "ccx_engine.store", "apply", str(file), "--database", database)
    process = await asyncio.create_subprocess_exec(
        sys.executable, *command, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT
    )
    said, _ = await asyncio.wait_for(process.communicate(), 60)
    assert process.returncode == 0, said
    return said.decode()


async def soon(holds: Callable[[], Awaitable[bool]]) -> None:
    """Ask until it holds."""
    async with asyncio.timeout(SECONDS):
        while not await holds():
            await asyncio.sleep(0.05)
