"""Whatever is given to a verb: an exit code and a line or two for people come back, never a traceback."""

import asyncio
import contextlib
import inspect
import io
import itertools
import logging
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer
import typer.main

from lab import cli
from lab import run as lab_run
from lab.console import client
from lab.plan import doors
from lab.testing.processes import free_offset
from vos.address import Address

SECONDS = 60
MISSING, FOLDER, FILE, LONG = "no/such/file.toml", "a-folder", "a-file", "x" * 5_000
WEIRD = [
    "", " ", "-1", "0", "-0", "99999999999999999999", "1e400", "nan", "1.5", "six", "--", "-x", "=", "a=b=c",
    "../..", "/", "%00", "%ff", "?a=b", "#", "a b", "\n", "\t", "\x1b[31m", "ünïcödé", "☎", "日本語",
    "\u202e1001", "\ud800", "\udcff",
    "'; DROP TABLE agents; --", "{}", "[]", "http://[", "::1", "127.0.0.1", "256.1.1.1", "localhost:99999",
    MISSING, FOLDER, FILE, LONG,
]  # fmt: skip


def verbs() -> dict[str, Any]:
    command = typer.main.get_command(cli.app)
    assert hasattr(command, "commands")
    return dict(command.commands)


def cases() -> Iterator[tuple[str, ...]]:
    """Each option and argument of each verb once, the others being as they should be."""
    good = {"caller": "5551234", "to": "6001", "call_id": "16777217", "keys": "123#", "extension": "1001"} | {
        "key": "answer", "service": "finesse"
    }  # fmt: skip
    for name, verb in verbs().items():
        arguments = [each for each in verb.params if each.param_type_name == "argument"]
        words = [good[each.name] for each in arguments if each.name in good]
        for at, _ in enumerate(arguments):
            yield (name, *words[:at], "WEIRD", *words[at + 1 :])
        for option in verb.params:
            if option.param_type_name == "option" and option.name != "help":
                yield (name, *words, option.opts[0], "WEIRD")
        yield (name, *words, "--no-such-option", "WEIRD")
        yield (name, *words, "one", "word", "too", "many")


def run(*words: str) -> tuple[int, str]:
    """The command's exit code and what it said on stderr; what it raises fails the test."""
    said = io.StringIO()
    with pytest.MonkeyPatch.context() as patch, contextlib.redirect_stderr(said):
        patch.setattr(sys, "argv", ["finesse-lab", *words])
        with contextlib.redirect_stdout(io.StringIO()):
            try:
                cli.main()
            except SystemExit as ended:
                return int(ended.code or 0), said.getvalue()
            finally:
                close_logs()
    return 0, said.getvalue()


def close_logs() -> None:
    """A lab that would have started has set up its log."""
    root = logging.getLogger()
    for handler in [each for each in root.handlers if isinstance(each, logging.FileHandler)]:
        root.removeHandler(handler)
        handler.close()


@pytest.fixture
def somewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A current folder of the test's own; a lab that would start does all but start its services."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / FOLDER).mkdir()
    (tmp_path / FILE).write_bytes(b"\xff\x00")

    async def starts(*_: object) -> None:
        await asyncio.sleep(0)

    monkeypatch.setattr(lab_run, "_run", starts)
    with socket.create_server(("127.0.0.1", 0)) as nobody:  # a port where surely no lab is
        port = nobody.getsockname()[1]
    monkeypatch.setattr(doors, "console", lambda offset: Address("127.0.0.1", port))


@pytest.mark.usefixtures("somewhere")
@pytest.mark.parametrize("case", cases(), ids=" ".join)
def test_no_value_of_any_option_is_answered_by_a_traceback(case: tuple[str, ...]) -> None:
    outside = {"/", "../.."} if "--home" in case else set()
    for value in [each for each in WEIRD if each not in outside] if "WEIRD" in case else [""]:
        words = [value if word == "WEIRD" else word for word in case]
        code, said = run(*words)
        assert code in (0, 1, 2), words
        assert "Traceback" not in said, words
        assert code == 0 or said.strip(), f"{words} fail without a word"
        assert not said.startswith("finesse-lab:") or said.count("\n") == 1, words


ANSWERS = {
    "nothing": b"",
    "noise": b"\x00\xff\x16\x03\x01",
    "no JSON": b"HTTP/1.1 200 OK\r\nServer: finesse-lab\r\nContent-Length: 4\r\n\r\n<ok>",
    "JSON of another kind": b"HTTP/1.1 200 OK\r\nServer: finesse-lab\r\nContent-Length: 2\r\n\r\n[]",
    "another server": b'HTTP/1.1 200 OK\r\nServer: nginx\r\nContent-Length: 14\r\n\r\n{"ready": true}',
    "an error of another server": b"HTTP/1.1 500 No\r\nContent-Length: 2\r\n\r\n{}",
    "half an answer": b"HTTP/1.1 200 OK\r\nServer: finesse-lab\r\nContent-Length: 100\r\n\r\n{",
    "deep JSON": b"HTTP/1.1 200 OK\r\nServer: finesse-lab\r\nContent-Length: 90000\r\n\r\n" + b"[" * 90_000,
}


@pytest.mark.parametrize("answer", ANSWERS.values(), ids=ANSWERS)
def test_what_answers_instead_of_a_lab_is_told_in_a_line(
    answer: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = Address(*server.getsockname())
        monkeypatch.setattr(doors, "console", lambda offset: address)

        def serve() -> None:
            with contextlib.suppress(OSError):
                while True:
                    connection, _ = server.accept()
                    with connection:
                        connection.recv(65_536)
                        connection.sendall(answer)

        threading.Thread(target=serve, daemon=True).start()
        for words in (["status"], ["down"], ["calls"], ["call", "5551234", "6001"], ["stop", "finesse"]):
            code, said = run(*words)
            assert (code, said.count("\n")) == (2, 1), (words, said)
            assert f"what answers at {address} is not a lab" in said
        server.shutdown(socket.SHUT_RDWR)


def test_a_console_that_never_answers_is_told_in_a_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "ANSWER_SECONDS", 0.05)
    with socket.create_server(("127.0.0.1", 0)) as server:
        monkeypatch.setattr(doors, "console", lambda offset: Address(*server.getsockname()))
        code, said = run("status")
    assert (code, "does not answer" in said) == (2, True)


@pytest.mark.usefixtures("somewhere")
@pytest.mark.parametrize("home", [FILE, f"{FILE}/below", LONG, "with?question", "with%41percent"])
def test_a_home_that_cannot_be_is_named_with_the_option(home: str) -> None:
    code, said = run("up", "--home", home)
    assert code == 2
    assert said.startswith("finesse-lab: --home: ")


@pytest.mark.usefixtures("somewhere")
def test_a_home_that_may_not_be_written_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "mkdir", refused)
    code, said = run("up", "--home", str(tmp_path / "mine"))
    assert (code, said.count("\n")) == (2, 1)
    assert "--home: cannot write to" in said


def test_an_offset_in_the_environment_that_is_no_number_is_bad_usage(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LAB_PORT_OFFSET", "many")
    code, said = run("status")
    assert (code, "LAB_PORT_OFFSET" in said or "port-offset" in said) == (2, True)


def test_bytes_that_are_no_text_are_bad_words_like_others() -> None:
    command = str(Path(sys.executable).with_name("finesse-lab"))
    nobody = str(free_offset())
    for words in itertools.product(["phone", "digits"], [b"\xff\xfe"], ["answer"]):
        done = subprocess.run(
            [command, *words, "--port-offset", nobody], capture_output=True, timeout=SECONDS, check=False
        )
        assert done.returncode == 2
        assert b"Traceback" not in done.stderr


def test_every_verb_is_tried() -> None:
    tried = {case[0] for case in cases()}
    ours = {name for name, value in vars(cli).items() if inspect.isfunction(value)} & set(verbs())
    assert tried == set(verbs()) >= ours
    assert {"up", "status", "down", "call", "calls", "phone", "digits", "start", "stop"} <= tried
