from __future__ import annotations

from pathlib import Path

import pytest

from finesse.third_party.sftp.account import NAME, Account, fault_of
from vos import centre
from vos.lockout import Lockout
from vos.settings import SettingsError

HERE = "127.0.0.1"


def test_the_sample_lets_3rdpartygadget_in() -> None:
    account = Account.of(centre.SAMPLE)
    assert account.lets_in(NAME, "finesse", HERE)
    assert not account.lets_in(NAME, "Finesse", HERE)
    assert not account.lets_in("agent1", "finesse", HERE)


def test_without_a_password_nobody_gets_in(tmp_path: Path) -> None:
    file = tmp_path / "centre.toml"
    file.write_text("[finesse]\n")
    account = Account.of(file)
    assert not account.is_there
    assert not account.lets_in(NAME, "", HERE)


def test_who_guesses_is_locked_out_for_a_while() -> None:
    now = 0.0
    account = Account("secret", Lockout(tries=3, seconds=10, clock=lambda: now))
    for _ in range(3):
        assert not account.lets_in(NAME, "guess", HERE)
    assert not account.lets_in(NAME, "secret", HERE)
    now = 20.0
    assert account.lets_in(NAME, "secret", HERE)


def test_another_name_locks_nobody_out() -> None:
    account = Account("secret", Lockout(tries=1))
    assert not account.lets_in("somebody", "guess", HERE)
    assert account.lets_in(NAME, "secret", HERE)


@pytest.mark.parametrize("password", ["four", "a" * 33, "with space", 'quo"te', "tab\there"])
def test_a_password_is_as_the_product_takes_it(tmp_path: Path, password: str) -> None:
    assert fault_of(password)
    file = tmp_path / "centre.toml"
    quoted = password.replace('"', '\\"').replace("\t", "\\t")
    file.write_text(f'[finesse]\nthird_party_password = "{quoted}"\n')
    with pytest.raises(SettingsError, match="third_party_password"):
        Account.of(file)
