"""The program that ejabberd asks about passwords. source: ejabberd's documentation, External Script."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import pytest

from notification.accounts import Origin
from notification.external_auth import answer, read, serve, verdict
from tests.notification.conftest import FakePasswords

YES, NO = b"\x00\x02\x00\x01", b"\x00\x02\x00\x00"


def asked(*questions: bytes) -> io.BytesIO:
    return io.BytesIO(b"".join(len(each).to_bytes(2, "big") + each for each in questions))


@pytest.mark.parametrize(
    ("question", "right"),
    [
        (b"auth:agent1:localhost:secret", True),
        (b"auth:agent1:localhost:wrong", False),
        (b"auth:nobody:localhost:secret", False),  # CUCM cannot be asked
        (b"auth:agent1:localhost", False),
        (b"isuser:agent1:localhost", True),
        (b"setpass:agent1:localhost:other", False),
        (b"tryregister:agent9:localhost:secret", False),
        (b"removeuser:agent1:localhost", False),
        (b"auth:agent1:localhost:\xff", False),
        (b"", False),
    ],
)
async def test_a_question_has_one_answer(question: bytes, right: bool) -> None:
    assert await verdict(question, FakePasswords()) is right


async def test_a_password_may_hold_colons_and_a_user_id_what_an_address_cannot() -> None:
    class Noting(FakePasswords):
        async def check(self, user: str, password: str, origin: Origin) -> bool:
            return (user, password) == ("anna@sales", "a:b:c")

    assert await verdict(rb"auth:anna\40sales:localhost:a:b:c", Noting())


async def test_it_answers_one_question_after_the_other_until_the_server_closes_the_pipe() -> None:
    answers = io.BytesIO()
    questions = asked(b"auth:agent1:localhost:secret", b"auth:agent1:localhost:wrong", b"isuser:x:localhost")
    await serve(FakePasswords(), questions, answers)
    assert answers.getvalue() == YES + NO + YES


def test_the_bytes_of_a_question_and_an_answer() -> None:
    assert read(io.BytesIO(b"\x00\x04auth\x00\x01")) == b"auth"
    assert read(io.BytesIO(b"\x00")) is None
    assert (answer(True), answer(False)) == (YES, NO)


def test_without_its_certificates_it_says_so_in_one_line(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "notification.external_auth", "--certs", str(tmp_path)],
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert "is missing" in done.stderr
    assert done.stderr.count("\n") == 1
