"""One number follows a call through the logs of all services."""

import re
from pathlib import Path

import pytest

from lab.testing.feed import dialog_is, user_is
from lab.testing.running_lab import RunningLab

pytestmark = pytest.mark.processes

LINE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z \w+ +\S+ \S+: ")


def lines_of(log: Path, call: str) -> list[str]:
    return [line for line in log.read_text().splitlines() if re.search(rf"\b{call}\b", line)]


async def test_one_call_is_found_by_its_number_in_every_service_s_log(lab_processes: RunningLab) -> None:
    lab = lab_processes
    async with lab.agent("agent5") as elena:
        await elena.sign_in()
        await elena.go_ready()
        call = await lab.call("5551234", "6002")
        await elena.feed.until(dialog_is("POST", "ALERTING"), "the ringing call")
        await elena.act(call, "ANSWER")
        await elena.feed.until(user_is("TALKING"), "Talking")
        await elena.act(call, "DROP")
        await elena.feed.until(dialog_is("DELETE", "ACTIVE", _1005="DROPPED"), "the call's end")

    for service, messages in {
        "cucm": ("Connect", "Answer"),
        "ccx_engine": ("Answer", "ANSWER_CALL_REQ", "CALL_DELIVERED_EVENT", "CALL_ESTABLISHED_EVENT"),
        "finesse": ("ANSWER_CALL_REQ", "CALL_DELIVERED_EVENT", "CALL_ESTABLISHED_EVENT"),
        "notification": ("/finesse/api/User/agent5/Dialogs",),
    }.items():
        found = lines_of(lab.home / "logs" / f"{service}.log", call)
        assert found, f"{service}'s log does not know the call {call}"
        for message in messages:
            assert any(message in line for line in found), f"{service} tells no {message} of call {call}"
        for line in found:
            assert LINE.match(line), f"not one line per message, with the time first: {line}"


async def test_no_log_holds_a_password(lab_processes: RunningLab) -> None:
    lab = lab_processes
    async with lab.agent("agent1") as anna:
        await anna.sign_in()
    for log in sorted((lab.home / "logs").glob("*.log")):
        for line in log.read_text().splitlines():
            assert "YWdlbnQxOmZpbmVzc2U=" not in line, log.name  # agent1:finesse, as HTTP Basic writes it
            assert "AGFnZW50MQBmaW5lc3Nl" not in line, log.name  # as SASL PLAIN writes it
            assert not re.search(r"password\W{1,3}finesse", line, re.IGNORECASE), log.name
