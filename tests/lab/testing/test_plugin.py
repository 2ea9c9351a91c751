"""What may be chosen for a run, and how it says that a choice is wrong."""

from __future__ import annotations

import pytest

pytest_plugins = ["pytester"]

ALONE = ("-p", "no:asyncio", "-p", "no:aiohttp")  # these warn of settings that the outer run has
TEST = "def test_mine(finesse_lab):\n    raise AssertionError('it ran')\n"


@pytest.mark.parametrize(
    ("choice", "told"),
    [
        ("--finesse-lab-centre=none.toml", "--finesse-lab-centre: 'none.toml' is no file"),
        ("--finesse-lab-timers=slow", "--finesse-lab-timers: 'slow' is neither product nor fast"),
        ("--finesse-lab-patience=long", "--finesse-lab-patience: 'long' is not a number of seconds"),
        ("--finesse-lab-patience=-1", "--finesse-lab-patience: '-1' is not a number of seconds"),
        (
            "--finesse-lab-address=here",
            "--finesse-lab-address: 'here' is no address: 'here' is not host:port",
        ),
        (
            "--finesse-lab-address=127.0.0.1:1",
            "--finesse-lab-address: '127.0.0.1:1' has no lab: no lab runs at 127.0.0.1:1",
        ),
    ],
)
def test_a_wrong_choice_is_told_with_its_name(pytester: pytest.Pytester, choice: str, told: str) -> None:
    pytester.makepyfile(TEST)
    result = pytester.runpytest_inprocess(*ALONE, choice)
    lines = result.stdout.lines
    after = next(at for at, line in enumerate(lines) if "ERROR at setup" in line)
    assert lines[after + 1].startswith(told)  # and none of the plugin's code
    result.assert_outcomes(errors=1)


def test_an_option_counts_before_a_variable_and_a_variable_before_the_ini_file(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytester.makepyfile(TEST)
    pytester.makeini("[pytest]\nfinesse_lab_timers = from the ini file\n")
    assert "finesse_lab_timers: 'from the ini file'" in pytester.runpytest_inprocess(*ALONE).stdout.str()
    monkeypatch.setenv("FINESSE_LAB_TIMERS", "from a variable")
    assert "FINESSE_LAB_TIMERS: 'from a variable'" in pytester.runpytest_inprocess(*ALONE).stdout.str()
    told = pytester.runpytest_inprocess(*ALONE, "--finesse-lab-timers=from an option").stdout.str()
    assert "--finesse-lab-timers: 'from an option'" in told


def test_workers_do_not_share_the_lab_that_an_address_names(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(TEST)
    told = pytester.runpytest_subprocess("-n1", "--finesse-lab-address=127.0.0.1:8900").stdout.str()
    assert "with -n each worker needs its own" in told


def test_a_lab_that_cannot_start_says_why(pytester: pytest.Pytester) -> None:
    pytester.makefile(".toml", centre="[cucm]\n")
    pytester.makepyfile(TEST)
    result = pytester.runpytest_inprocess(*ALONE, "--finesse-lab-centre=centre.toml")
    result.stdout.fnmatch_lines(["*the lab did not start: lab: centre: *centre.toml has no table*"])
