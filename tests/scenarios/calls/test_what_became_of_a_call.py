"""What the lab tells of a call is what CUCM and the engine do with it."""

import asyncio
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from lab.plan.wanted import Wanted
from lab.testing import running_lab
from lab.testing.one_loop import lab_in_one_loop
from lab.testing.own_task import in_own_task
from lab.testing.running_lab import RunningLab
from vos import centre

SECONDS = 20.0


async def told(lab: RunningLab, call: str, phase: str) -> Mapping[str, Any]:
    """The call once it has come that far."""
    shown: Mapping[str, Any] = {}
    async with asyncio.timeout(SECONDS):
        while shown.get("phase") != phase:
            shown = await lab.ask("GET", f"calls/{call}")
    return shown


async def made_for(lab: RunningLab, call: str) -> int:
    """How many calls CCX has made so that this one goes on, also those that are over."""
    return sum(each["made_for"] == call for each in (await lab.ask("GET", "calls"))["calls"])


async def test_a_call_is_told_from_the_queue_to_the_agent_and_keys_mean_the_call_that_the_caller_made(
    lab: RunningLab,
) -> None:
    call = await lab.call("5551234", "6001")
    assert (await told(lab, call, "queued"))["summary"] == "queued at Support_CSQ"
    async with lab.agent("agent1") as anna:
        await anna.sign_in()
        await anna.set_state("READY")
        assert (await told(lab, call, "ringing"))["summary"] == "ringing at agent1 (1001)"
        assert await made_for(lab, call) == 1
        assert (await lab.ask("POST", "phones/1001/answer"))["id"] == call
        assert (await told(lab, call, "talking"))["summary"] == "talking with agent1 (1001)"
        assert (await lab.ask("POST", "phones/1001/hold"))["id"] == call
        assert (await lab.ask("POST", "phones/1001/drop"))["id"] == call
        assert (await told(lab, call, "ended"))["summary"] == "ended after talking with agent1 (1001)"
        assert await made_for(lab, call) == 1


async def test_an_unknown_number_is_told_to_a_caller_and_to_a_phone(lab: RunningLab) -> None:
    call = await lab.call("5551234", "4711")
    assert (await told(lab, call, "failed"))["summary"] == "no such number: 4711"
    dialled = await lab.ask("POST", "phones/1001/dial", {"to": "95550004"})
    assert (await told(lab, dialled["id"], "failed"))["summary"] == "no such number: 95550004"


async def test_when_cti_ports_or_sessions_run_out_the_call_says_so(tmp_path: Path) -> None:
    file = tmp_path / "few.toml"
    wait = "steps = [{ do = 'queue', csqs = [1] }, { do = 'wait' }]"
    file.write_text(
        f"based_on = '{centre.SAMPLE}'\n"
        "[cucm]\ncti_ports = { prefix = 'CCX', first = '7001', count = 2 }\n"
        "[rmcm]\ncall_control_groups = [{ id = 1, first_port = '7001', ports = 2 }]\n"
        "[[rmcm.applications]]\nid = 1\nname = 'Ports'\ntrigger = '6001'\ncall_control_group = 1\n"
        f"max_sessions = 10\n{wait}\n"
        "[[rmcm.applications]]\nid = 2\nname = 'Sessions'\ntrigger = '6002'\ncall_control_group = 1\n"
        f"max_sessions = 1\n{wait}\n"
    )
    wanted = Wanted(home=tmp_path, centre=file, fast=True)
    async with (
        in_own_task(lab_in_one_loop(wanted)) as console,
        running_lab.at(console) as lab,
    ):
        await told(lab, await lab.call("5550001", "6002"), "queued")
        second = await told(lab, await lab.call("5550002", "6002"), "failed")
        assert second["summary"] == "Sessions (6002) turned the call down: all its sessions are in use"
        await told(lab, await lab.call("5550003", "6001"), "queued")
        waits = await lab.call("5550004", "6001")
        assert (await told(lab, waits, "arriving"))["summary"] == "waiting for a CTI port at Ports (6001)"
        third = await told(lab, waits, "failed")
        assert third["summary"] == "Ports (6001) turned the call down: all 2 CTI ports are in use"
