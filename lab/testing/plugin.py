"""The pytest plugin of `pip install finesse-lab[test]`: `finesse_lab`, for tests of gadgets and clients.

Every run of pytest in that environment loads this file: what it needs of ours is imported when a test wants
the lab.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from lab.testing.plain import Lab

CHOICES = {
    "centre": "the contact center's TOML file, or plain for the sample without reason codes (the sample)",
    "address": "HOST:PORT of the console of a lab that runs already (a lab of the tests' own)",
    "timers": "product for the product's times, fast for short ones (fast)",
    "patience": "seconds that a wait lasts at most (30)",
}
PATIENCE_SECONDS = 30.0


def pytest_addoption(parser: pytest.Parser) -> None:
    """Each choice is an option, an environment variable and an ini line; the first that is set counts."""
    group = parser.getgroup("finesse_lab", "finesse-lab")
    for name, meaning in CHOICES.items():
        group.addoption(f"--finesse-lab-{name}", metavar=name.upper(), default=None, help=meaning)
        parser.addini(f"finesse_lab_{name}", meaning, default="")


@dataclass(frozen=True)
class Choice:
    """A choice as somebody wrote it, and where; paths are relative to `folder`."""

    text: str
    source: str
    folder: Path

    @classmethod
    def of(cls, config: pytest.Config, name: str) -> Choice:
        option, variable, ini = f"--finesse-lab-{name}", f"FINESSE_LAB_{name.upper()}", f"finesse_lab_{name}"
        here = config.invocation_params.dir
        if text := config.getoption(option):
            return cls(str(text), option, here)
        if text := os.environ.get(variable):
            return cls(text, variable, here)
        return cls(str(config.getini(ini)), ini, config.inipath.parent if config.inipath else here)

    def wrong(self, why: str) -> BaseException:
        """What a fixture raises: a line, without our code around it."""
        return pytest.fail.Exception(f"{self.source}: {self.text!r} {why}", pytrace=False)


@pytest.fixture(scope="session")
def finesse_lab_session(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Lab]:
    """The lab of this run, for fixtures that outlive a test; nobody puts it back to its beginning."""
    from lab.failure import LabError, StartFailed

    config = request.config
    patience, address = _patience(Choice.of(config, "patience")), Choice.of(config, "address")
    with ExitStack() as stack:
        try:
            if address.text:
                lab = _running(stack, address, patience, alone=not hasattr(config, "workerinput"))
            else:
                home = tmp_path_factory.mktemp("finesse-lab", numbered=True)
                lab = _started(stack, home, _options(config), patience)
        except LabError as error:
            raise address.wrong(f"has no lab: {error}") if address.text else error from None
        except StartFailed as error:
            pytest.fail(str(error), pytrace=False)
        yield lab


@pytest.fixture
def finesse_lab(finesse_lab_session: Lab) -> Iterator[Lab]:
    """The lab at its beginning: no calls, nobody signed in. One lab serves a whole run."""
    with finesse_lab_session.for_one_test() as lab:
        yield lab


def _running(stack: ExitStack, address: Choice, patience: float, *, alone: bool) -> Lab:
    from lab.testing import plain
    from vos.address import Address

    if not alone:
        raise address.wrong("is one lab, and with -n each worker needs its own; leave one out")
    try:
        console = Address.parse(address.text)
    except ValueError as error:
        raise address.wrong(f"is no address: {error}") from None
    return stack.enter_context(plain.at(console, patience))


def _started(stack: ExitStack, home: Path, options: Iterable[str], patience: float) -> Lab:
    from lab.testing.started import lab_in_a_process

    starting = stack.enter_context(lab_in_a_process(home, *options))
    from lab.testing import plain  # takes its time, which the lab needs too

    return stack.enter_context(plain.at(starting.console(), patience))


def _options(config: pytest.Config) -> Iterator[str]:
    centre, timers = Choice.of(config, "centre"), Choice.of(config, "timers")
    if centre.text:
        from vos.centre import PLAIN

        file = PLAIN if centre.text == "plain" else centre.folder / centre.text
        if not file.is_file():
            raise centre.wrong("is no file")
        yield f"--centre={file}"
    if timers.text not in ("", "fast", "product"):
        raise timers.wrong("is neither product nor fast")
    yield f"--timers={timers.text or 'fast'}"


def _patience(choice: Choice) -> float:
    try:
        seconds = float(choice.text or PATIENCE_SECONDS)
    except ValueError:
        raise choice.wrong("is not a number of seconds") from None
    if not 0 < seconds < float("inf"):
        raise choice.wrong("is not a number of seconds")
    return seconds
