"""The command line: what it prints, and how it ends."""

import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from lab import cli, console_client
from lab.cli import app
from lab.failure import LabError
from vos.address import Address

SECONDS = 60


class Told:
    """What the verbs ask of the console, which answers what the test wants."""

    def __init__(self) -> None:
        self.asked: list[tuple[Address, str, str, object]] = []
        self.answer: object = {"id": "16777217"}

    def ask(self, console: Address, method: str, path: str, body: object = None) -> object:
        self.asked.append((console, method, path, body))
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> Told:
    told = Told()
    monkeypatch.setattr(console_client, "ask", told.ask)
    return told


def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, arguments)
    return result.exit_code, result.output


def test_call_sends_the_variables_and_prints_the_call_s_id(told: Told) -> None:
    code, output = run("call", "5551234", "6001", "--variable", "callVariable1=a=b", "--variable", "user.x=")
    assert (code, output) == (0, "16777217\n")
    variables = {"callVariable1": "a=b", "user.x": ""}
    body = {"from": "5551234", "to": "6001", "variables": variables}
    assert told.asked == [(Address("127.0.0.1", 8900), "POST", "calls", body)]


def test_phone_presses_a_key(told: Told) -> None:
    assert run("phone", "1001", "answer") == (0, "16777217\n")
    assert run("phone", "1001", "dial", "1002", "--port-offset", "7")[0] == 0
    assert run("phone", "1001", "digits", "12#")[0] == 0
    assert told.asked == [
        (Address("127.0.0.1", 8900), "POST", "phones/1001/answer", {}),
        (Address("127.0.0.1", 8907), "POST", "phones/1001/dial", {"to": "1002"}),
        (Address("127.0.0.1", 8900), "POST", "phones/1001/digits", {"digits": "12#"}),
    ]


def test_status_shows_every_service(told: Told) -> None:
    told.answer = {
        "ready": False,
        "reason": "finesse is starting",
        "services": [
            {"name": "cucm", "state": "serving", "pid": 7, "addresses": {"axl": "127.0.0.1:8443"}},
            {"name": "finesse", "state": "starting", "pid": None, "addresses": {}},
        ],
    }
    code, output = run("status")
    assert code == 0
    assert "not ready: finesse is starting" in output
    assert "axl 127.0.0.1:8443" in output


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["call", "5551234", "6001", "--variable", "gold"], "--variable: 'gold' is not NAME=VALUE"),
        (["phone", "1001", "dial"], "TO: say which number to dial"),
        (["phone", "1001", "digits"], "TO: say which digits to press"),
        (["up", "--nodes", "2"], "--nodes: this version runs one node; use --nodes 1"),
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


def test_without_a_lab_a_verb_says_how_to_start_one(
    unused_tcp_port: int, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lab.plan.console", lambda offset: Address("127.0.0.1", unused_tcp_port))
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
    assert told.asked == [(Address("127.0.0.1", 8900), "POST", "calls/16777217/digits", {"digits": "123#"})]
