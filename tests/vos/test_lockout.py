"""How many wrong passwords lock an account, for how long, and what the log tells.

# source: Finesse Administration Guide, account lockout (5 tries, 5 minutes, begun anew by each try)
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest

from vos import lockout
from vos.lockout import Lockout, is_loopback

HERE = "192.0.2.7"


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def locked(clock: Clock) -> Lockout:
    made = Lockout(clock=clock)
    assert [made.wrong("agent1", HERE) for _ in range(5)] == [False] * 4 + [True]
    return made


def test_five_wrong_passwords_in_a_row_lock_an_account_for_five_minutes() -> None:
    clock = Clock()
    lockout = locked(clock)
    clock.now = 299.9
    assert lockout.locked("agent1")
    assert not lockout.locked("agent2")
    clock.now = 300.0
    assert not lockout.refuses("agent1", HERE)


def test_each_further_try_begins_the_time_anew() -> None:
    clock = Clock()
    lockout = locked(clock)
    clock.now = 200.0
    assert lockout.refuses("agent1", HERE)
    clock.now = 499.9
    assert lockout.locked("agent1")
    clock.now = 500.0
    assert not lockout.locked("agent1")


def test_a_right_password_makes_the_wrong_ones_before_it_forgotten() -> None:
    lockout = Lockout(clock=Clock())
    for _ in range(3):
        assert not any(lockout.wrong("agent1", HERE) for _ in range(4))
        lockout.right("agent1")


def test_a_changed_password_ends_the_lock() -> None:
    lockout = Lockout(clock=Clock())
    for _ in range(5):
        lockout.wrong("agent1", HERE, "old")
    assert lockout.locked("agent1", "old")
    assert not lockout.refuses("agent1", HERE, "new")
    assert not lockout.wrong("agent1", HERE, "new")


def test_who_is_locked_from_where_and_until_when_is_in_the_log_once(caplog: pytest.LogCaptureFixture) -> None:
    clock = Clock()
    before = datetime.now(UTC).replace(microsecond=0)
    made = locked(clock)
    for _ in range(10):
        made.refuses("agent1", HERE)
    (record,) = caplog.records
    assert record.levelname == "WARNING"
    said = re.fullmatch(
        r"agent1 is locked after 5 wrong passwords, the last from 192\.0\.2\.7, until (.+Z);"
        r" each further try begins the 300 s anew",
        record.getMessage(),
    )
    assert said is not None, record.getMessage()
    lasts = datetime.fromisoformat(said[1]) - before
    assert timedelta(seconds=300) <= lasts <= timedelta(seconds=330)


def test_further_tries_are_in_the_log_once_a_minute_with_their_number(
    caplog: pytest.LogCaptureFixture,
) -> None:
    clock = Clock()
    made = locked(clock)
    for second in range(1, 121):
        clock.now = float(second)
        made.refuses("agent1", "198.51.100.1")
    told = [record.getMessage() for record in caplog.records[1:]]
    assert [re.sub("until .+Z", "until then", text) for text in told] == [
        "agent1 stays locked until then: 60 further tries, the last from 198.51.100.1"
    ] * 2


def test_the_accounts_that_are_counted_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lockout, "MOST", 10)
    made = Lockout(clock=Clock())
    for number in range(100):
        made.wrong(f"agent{number}", HERE)
    assert len(made) == 10


@pytest.mark.parametrize(
    ("address", "ours"),
    [
        ("127.0.0.1", True),
        ("127.0.0.2", True),
        ("::1", True),
        ("::ffff:127.0.0.1", True),
        ("192.0.2.7", False),
        ("::ffff:192.0.2.7", False),
        ("an unknown address", False),
    ],
)
def test_which_addresses_are_this_machines_own(address: str, *, ours: bool) -> None:
    assert is_loopback(address) is ours
