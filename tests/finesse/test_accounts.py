"""The accounts in the contact center's file."""

from __future__ import annotations

from pathlib import Path

import pytest

from finesse.accounts import Accounts
from vos.centre import SAMPLE
from vos.settings import SettingsError


def test_the_accounts_are_those_of_the_file() -> None:
    accounts = Accounts.of(SAMPLE)
    assert (accounts.administrator, accounts.axl_user, accounts.xmpp_user) == (
        "administrator",
        "ccx_axl",
        "finesse",
    )


def test_an_account_that_is_missing_is_named(tmp_path: Path) -> None:
    file = tmp_path / "centre.toml"
    file.write_text('[finesse]\nadministrator = "a"\n')
    with pytest.raises(SettingsError, match="has no 'axl_user'"):
        Accounts.of(file)
