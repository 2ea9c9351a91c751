"""A pytest plugin: gives the run a home and a working folder of its own, and fails the test that leaves them.

The working folder is empty and stays so: what a test's children write there nobody asked them to write.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.own_ground import sitecustomize

ROOT = Path(__file__).resolve().parents[2]
# Where a lab of this checkout lives. All else that is there may be read: sources, golden files, node_modules.
LIVED_IN = ROOT / "var"
# Failing examples go on from run to run.
EXAMPLES = ROOT / ".hypothesis"
# Devices, and memory: PostgreSQL's own folder is there.
DEVICES = Path("/dev")
# Settings of the person who runs the tests are not the tests'.
SETTINGS = ("LAB_", "CCX_", "CUCM_", "FINESSE_", "NOTIFICATION_", "XDG_")


@pytest.fixture(scope="session", autouse=True)
def own_ground(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Path, Path]]:
    """From the first test to the last; the working folder, and the file in which trespasses are told."""
    ground = tmp_path_factory.mktemp("ground")
    told, nowhere = ground / "trespasses", ground / "nowhere"
    own = [tmp_path_factory.getbasetemp(), DEVICES, EXAMPLES]
    if wanted := request.config.getoption("--screenshots"):
        own.append(Path(wanted).absolute())
    allowed = {"own": [str(each) for each in own], "closed": [str(LIVED_IN)], "told": str(told)}
    watch = sitecustomize.Watch(**allowed)
    for folder in (nowhere, ground / "home", ground / "tmp"):
        folder.mkdir()
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith(SETTINGS)]:
            patch.delenv(name)
        patch.setenv(sitecustomize.VARIABLE, json.dumps(allowed))
        _keep_git(patch)
        patch.setenv("HOME", str(ground / "home"))
        patch.setenv("TMPDIR", str(ground / "tmp"))
        patch.setattr(tempfile, "tempdir", str(ground / "tmp"))
        patch.setenv("PYTHONPATH", str(Path(__file__).parent), prepend=os.pathsep)
        patch.chdir(nowhere)
        sys.addaudithook(watch.hear)  # there is no way to take it off again
        yield nowhere, told
        watch.on = False
    assert not trespasses(nowhere, told)


@pytest.fixture(autouse=True)
def on_own_ground(own_ground: tuple[Path, Path]) -> Iterator[None]:
    """Fails a test that has left its folder, or left something in the working folder."""
    yield
    found = trespasses(*own_ground)
    assert not found, f"not the test's own: {'; '.join(found)}"


def trespasses(nowhere: Path, told: Path) -> list[str]:
    """What was touched that was not the tests', since this was asked before."""
    found = told.read_text(encoding="utf-8").splitlines() if told.exists() else []
    told.unlink(missing_ok=True)
    for left in nowhere.iterdir():
        found.append(f"{left.name} was left in the working folder")
        shutil.rmtree(left) if left.is_dir() else left.unlink()
    return found


def _keep_git(patch: pytest.MonkeyPatch) -> None:
    """Git knows there whose checkouts it may look at."""
    if (settings := Path.home() / ".gitconfig").exists():
        patch.setenv("GIT_CONFIG_GLOBAL", str(settings))
