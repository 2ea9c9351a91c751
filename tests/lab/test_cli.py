"""The command line: what it prints, and how it ends."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from lab import cli
from lab.cli import app
from lab.console import client, polling
from lab.failure import LabError
from tests.lab.conftest import CONSOLE, Told
from vos.address import Address

SECONDS = 60


def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, arguments)
    return result.exit_code, result.output


def test_call_sends_the_variables_and_prints_the_call_s_id(told: Told) -> None:
    variables = ("--variable", "callVariable1=a=b", "--variable", "user.x=")
    code, output = run("call", "5551234", "6001", *variables, "--watch", "0")
    assert (code, output) == (0, "16777217\n")
    variables = {"callVariable1": "a=b", "user.x": ""}
    body = {"from": "5551234", "to": "6001", "variables": variables}
    assert told.asked == [(CONSOLE, "POST", "calls", body)]


def call_told(phase: str, words: str) -> dict[str, str | None]:
    return {"id": "16777217", "phase": phase, "summary": words, "made_for": None, "ended": None} | {
        "from": "5551234", "to": "6001"
    }  # fmt: skip


@pytest.mark.parametrize(
    ("steps", "exit_code"),
    [
        ([("treated", "at Support_Line (6001)"), ("ringing", "ringing at agent1 (1001)")], 0),
        ([("queued", "queued at Support_CSQ"), ("talking", "talking with agent1 (1001)")], 0),
        ([("failed", "no such number: 4711")], 1),
        ([("ended", "ended")], 0),
    ],
)
def test_call_says_on_stderr_what_becomes_of_the_call_and_fails_when_it_fails(
    told: Told, steps: list[tuple[str, str]], exit_code: int
) -> None:
    told.later = [call_told(*step) for step in steps]
    result = CliRunner().invoke(app, ["call", "5551234", "6001"])
    assert (result.exit_code, result.stdout) == (exit_code, "16777217\n")
    assert result.stderr == "".join(f"{words}\n" for _, words in steps)


def test_a_call_that_stays_in_the_queue_has_come_somewhere(
    told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(polling, "QUEUED_SECONDS", 0.0)
    told.later = [call_told("queued", "queued at Support_CSQ")]
    result = CliRunner().invoke(app, ["call", "5551234", "6001"])
    assert (result.exit_code, result.stderr) == (0, "queued at Support_CSQ\n")


def test_a_call_that_comes_nowhere_is_watched_for_as_long_as_asked(told: Told) -> None:
    told.later = [call_told("treated", "at Customer_Line (6003)")]
    result = CliRunner().invoke(app, ["call", "5551234", "6003", "--watch", "0.01"])
    assert (result.exit_code, result.stderr) == (0, "at Customer_Line (6003)\n")


def test_calls_lists_those_that_go_on_as_people_know_them(told: Told) -> None:
    going_on = call_told("ringing", "ringing at agent1 (1001)")
    over = call_told("ended", "ended") | {"id": "16777219", "ended": "2026-01-01T00:00:00.000Z", "from": ""}
    told.answer = {"calls": [going_on, going_on | {"id": "16777218", "made_for": "16777217"}, over]}
    assert run("calls") == (0, "16777217  5551234 to 6001  ringing at agent1 (1001)\n")
    assert run("calls", "--all")[1].endswith("\n16777219  unknown to 6001  ended\n")


@pytest.mark.parametrize("verb", ["start", "stop", "kill", "restart"])
def test_a_service_is_started_and_stopped_by_its_name(told: Told, verb: str) -> None:
    told.answer = {"name": "finesse", "state": "serving"}
    assert run(verb, "finesse", "--port-offset", "7") == (0, "finesse serving\n")
    assert told.asked == [(Address("127.0.0.1", 8907), "POST", f"services/finesse/{verb}", {})]


def test_phone_presses_a_key(told: Told) -> None:
    assert run("phone", "1001", "answer") == (0, "16777217\n")
    assert run("phone", "1001", "dial", "1002", "--port-offset", "7")[0] == 0
    assert run("phone", "1001", "digits", "12#")[0] == 0
    assert told.asked == [
        (CONSOLE, "POST", "phones/1001/answer", {}),
        (Address("127.0.0.1", 8907), "POST", "phones/1001/dial", {"to": "1002"}),
        (CONSOLE, "POST", "phones/1001/digits", {"digits": "12#"}),
    ]


CUCM = {"name": "cucm", "state": "serving", "in_service": True, "pid": 7} | {
    "addresses": {"axl": "127.0.0.1:8443"}
}
FINESSE = {"name": "finesse", "state": "serving", "in_service": False, "pid": None, "addresses": {}}
NOT_READY = {"ready": False, "reason": "finesse is starting", "services": [CUCM, FINESSE]}
READY = {"ready": True, "reason": "", "services": []}


def test_status_shows_every_service_and_fails_when_the_lab_is_not_ready(told: Told) -> None:
    told.answer = NOT_READY
    code, output = run("status")
    assert code == 1
    assert re.search(r"cucm +serving +in service +7 ", output)
    assert re.search(r"finesse +serving +out of service", output)
    assert "not ready: finesse is starting" in output
    assert "axl 127.0.0.1:8443" in output


def test_status_waits_until_the_lab_is_there_and_ready(told: Told) -> None:
    told.answer = LabError(503, "no lab runs", "start one")
    told.later = [NOT_READY, READY]
    assert run("status", "--wait", "60") == (0, "ready\n")
    assert len(told.asked) == 3


def test_status_waits_no_longer_than_asked(told: Told) -> None:
    told.answer = NOT_READY
    assert run("status", "--wait", "0.01")[0] == 1


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["call", "5551234", "6001", "--variable", "gold"], "--variable: 'gold' is not NAME=VALUE"),
        (["phone", "1001", "dial"], "TO: say which number to dial"),
        (["phone", "1001", "digits"], "TO: say which digits to press"),
        (["up", "--sample", "plain", "--centre", "x"], "--sample: goes without --centre"),
        (["up", "--nodes", "2"], "--nodes: this version runs one node; use --nodes 1"),
        (["up", "--nodes", "x"], "'--nodes': Input should be a valid integer"),
        (["up", "--timers", "slow"], "'slow' is not one of 'product', 'fast'; see `finesse-lab up --help`"),
        (["status", "--port-offset", "-1"], "'--port-offset'"),
        (["up", "--frobnicate"], "No such option: --frobnicate"),
        (["sing"], "No such command 'sing'; see `finesse-lab --help`"),
        (["call", "5551234"], "Missing argument 'TO'; see `finesse-lab call --help`"),
        (["phone", "1001", "sing\x1b[2J"], r"'sing\x1b[2J' is not one of 'answer'"),
    ],
)
def test_bad_usage_is_one_line_and_exit_code_2(
    told: Told,
    arguments: list[str],
    words: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "argv", ["finesse-lab", *arguments])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    error = capsys.readouterr().err
    assert ended.value.code == 2
    assert words in error
    assert error.count("\n") == 1
    assert told.asked == []


def test_what_the_lab_refuses_is_one_line_with_its_cure_and_exit_code_2(
    told: Told, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    told.answer = LabError(409, "nothing rings at 1001", "call it first")
    monkeypatch.setattr(sys, "argv", ["finesse-lab", "phone", "1001", "answer"])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    assert (ended.value.code, capsys.readouterr().err) == (
        2,
        "finesse-lab: nothing rings at 1001; call it first\n",
    )


HOSTILE = "x\x1b[2J\x1b]0;title\x07\r\n16777299  9 to 6001  talking\x9b2J\u202e"
SEEN = r"x\x1b[2J\x1b]0;title\x07\r\n16777299  9 to 6001  talking\x9b2J\u202e"


@pytest.mark.parametrize(
    "verb", [["calls"], ["call", "5551234", "6001"], ["status"], ["phone", "1001", "answer"]]
)
def test_what_the_lab_tells_moves_no_terminal_and_makes_no_line(told: Told, verb: list[str]) -> None:
    call = call_told("ringing", HOSTILE) | {"id": HOSTILE, "from": HOSTILE, "to": HOSTILE}
    service = CUCM | {"name": HOSTILE, "state": HOSTILE, "addresses": {HOSTILE: HOSTILE}}
    told.answer = call | {"calls": [call], "ready": False, "reason": HOSTILE, "services": [service]}
    output = run(*verb)[1]
    assert SEEN in output
    assert "".join(output.split("\n")).isprintable()
    assert not [each for each in output.split("\n") if each.startswith("16777299")]


def test_ctrl_c_ends_a_verb_without_a_word(
    told: Told, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client, "ask", interrupt)
    monkeypatch.setattr(sys, "argv", ["finesse-lab", "calls"])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    assert (ended.value.code, capsys.readouterr().err) == (130, "")


def interrupt(*_: object) -> None:
    raise KeyboardInterrupt


def test_without_a_lab_a_verb_says_how_to_start_one(
    unused_tcp_port: int, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lab.plan.doors.console", lambda offset: Address("127.0.0.1", unused_tcp_port))
    monkeypatch.setattr(sys, "argv", ["finesse-lab", "status"])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    assert ended.value.code == 2
    assert "start one with `finesse-lab up`" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [["sing"], ["phone", "1001", "sing"], ["up", "--timers", "slow"]])
def test_an_unknown_word_is_bad_usage(arguments: list[str]) -> None:
    assert run(*arguments)[0] == 2


def test_the_command_shows_its_verbs() -> None:
    command = Path(sys.executable).with_name("finesse-lab")
    shown = subprocess.run([command, "--help"], capture_output=True, text=True, timeout=SECONDS, check=True)
    for verb in ("up", "status", "down", "call", "phone"):
        assert verb in shown.stdout


def test_digits_are_pressed_in_a_call(told: Told) -> None:
    assert run("digits", "16777217", "123#") == (0, "")
    assert told.asked == [(CONSOLE, "POST", "calls/16777217/digits", {"digits": "123#"})]
