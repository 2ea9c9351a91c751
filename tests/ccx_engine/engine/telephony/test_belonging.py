"""Whether a configuration is this Unified CM's, by what the providers are given there."""

from pathlib import Path

import pytest

from ccx_engine.engine.configuration import rmcm_table
from ccx_engine.engine.model import Provider
from ccx_engine.engine.telephony.belonging import foreign
from ccx_engine.jtapi import messages as jtapi
from ccx_engine.jtapi.model import TerminalKind
from vos import centre

GUIDE = rmcm_table.read(centre.read(Path(__file__).parents[1] / "guide.toml", "rmcm"))
SAMPLE = rmcm_table.read(centre.read(centre.SAMPLE, "rmcm"))
AGENTS = ("1001", "1002", "1003", "1004")
NUMBERS = ("6001", "7001")


def given(*lines: str) -> jtapi.Terminals:
    return jtapi.Terminals(tuple(jtapi.TerminalInfo(f"T{n}", TerminalKind.PHONE, (n,)) for n in lines))


@pytest.mark.parametrize(("provider", "lines"), [(Provider.RMCM, AGENTS), (Provider.TELEPHONY, NUMBERS)])
def test_a_configuration_with_nothing_there_is_another_centre_s(
    provider: Provider, lines: tuple[str, ...]
) -> None:
    assert foreign(SAMPLE, provider, given(*lines)) == ""
    says = foreign(GUIDE, provider, given(*lines))
    assert says.startswith("none of the ")
    assert f"({', '.join(lines[:3])}" in says


@pytest.mark.parametrize("provider", Provider)
def test_one_line_that_is_there_is_enough(provider: Provider) -> None:
    assert foreign(SAMPLE, provider, given("2005", "1008", "7020")) == ""


@pytest.mark.parametrize("provider", Provider)
def test_a_user_who_controls_nothing_yet_says_nothing_about_the_centre(provider: Provider) -> None:
    assert foreign(GUIDE, provider, given()) == ""
