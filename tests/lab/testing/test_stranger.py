"""What the page promises holds for a stranger, who has nothing of this project but its wheel."""

from __future__ import annotations

import os
import pwd
import re
import subprocess
import sys
import venv
from collections.abc import Callable
from pathlib import Path

import pytest

from lab.testing.processes import LabProcess

ROOT = Path(__file__).parents[3]
PAGE = ROOT / "docs" / "testing-against-the-lab.md"
INSTALL_SECONDS = 600
SCOPE = ("-o", "asyncio_default_fixture_loop_scope=function")  # pytest-asyncio warns who does not say

pytestmark = [pytest.mark.processes, pytest.mark.timeout(2 * INSTALL_SECONDS)]


def not_ours() -> dict[str, str]:
    """The environment without what the tests told in it."""
    ours = ("PYTEST", "PYTHON", "FINESSE_LAB")
    return {name: value for name, value in os.environ.items() if not name.startswith(ours)}


class Stranger:
    """Somebody else's machine, as far as a test can have one: his environment, his folder."""

    def __init__(self, environment: Path, folder: Path) -> None:
        self.python = environment / ("Scripts" if os.name == "nt" else "bin") / "python"
        self.folder = folder

    def write(self, name: str, text: str) -> None:
        (self.folder / name).parent.mkdir(parents=True, exist_ok=True)
        (self.folder / name).write_text(text, encoding="utf-8")

    def pytest(self, *options: str, **variables: str) -> str:
        """What pytest tells, with warnings as errors; AssertionError with all of it when it fails."""
        done = self.run("pytest", "-W", "error", *SCOPE, *options, **variables)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def run(self, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [self.python, "-m", *arguments],
            cwd=self.folder,
            env={**not_ours(), **variables},
            capture_output=True,
            text=True,
            timeout=INSTALL_SECONDS,
            check=False,
        )


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new environment in which somebody installed the project's wheel as the page tells."""
    folder = tmp_path_factory.mktemp("stranger")
    venv.create(folder / "venv", symlinks=os.name != "nt", with_pip=False)
    python = Stranger(folder / "venv", folder).python
    # pip is the machine's own: where it looks, and what it has kept
    home = {**not_ours(), "HOME": pwd.getpwuid(os.getuid()).pw_dir}
    pip = (sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", "--python", str(python))

    def run(*words: str) -> None:
        done = subprocess.run(
            [*pip, *words], cwd=folder, env=home, capture_output=True, text=True,
            timeout=INSTALL_SECONDS, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr

    run("wheel", "--no-deps", "--wheel-dir", ".", str(ROOT))
    (wheel,) = folder.glob("finesse_lab-*.whl")
    constraint = ("--constraint", str(ROOT / "requirements.lock"))
    run("install", "--no-compile", *constraint, f"{wheel}[test]", "pytest-asyncio", "pytest-xdist")
    return folder / "venv"


@pytest.fixture
def stranger(environment: Path, tmp_path: Path) -> Stranger:
    return Stranger(environment, tmp_path)


@pytest.fixture
def with_the_page_s_examples(stranger: Stranger) -> Stranger:
    examples = re.findall(
        r"```python\n# (test_\w+\.py)\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL
    )
    assert [name for name, _ in examples] == ["test_my_gadget.py", "test_my_client.py"]
    for name, text in examples:
        stranger.write(name, text)
    return stranger


@pytest.mark.parametrize("mode", ["strict", "auto"])
def test_the_page_s_examples_pass_in_an_empty_folder(with_the_page_s_examples: Stranger, mode: str) -> None:
    assert "2 passed" in with_the_page_s_examples.pytest("-o", f"asyncio_mode={mode}")


def test_a_lab_that_runs_is_attached_to(stranger: Stranger, start_lab: Callable[..., LabProcess]) -> None:
    lab = start_lab("--timers", "fast")
    stranger.write(
        "test_mine.py",
        "def test_mine(finesse_lab):\n"
        f"    assert finesse_lab.address('finesse', 'https').port == {8445 + lab.port_offset}\n"
        "    finesse_lab.agent('agent1').sign_in()\n",
    )
    assert "1 passed" in stranger.pytest(FINESSE_LAB_ADDRESS=str(lab.console))


def test_packages_of_theirs_with_names_of_ours_are_not_in_the_way(stranger: Stranger) -> None:
    for name in ("finesse", "gadgets", "certs", "notification"):
        stranger.write(f"{name}/__init__.py", "MINE = True\n")
    stranger.write(
        "test_mine.py",
        "import certs, finesse, gadgets, notification\n\n"
        "def test_mine(finesse_lab):\n"
        "    finesse_lab.agent('agent1').sign_in()\n"
        "    assert all(each.MINE for each in (certs, finesse, gadgets, notification))\n",
    )
    assert "1 passed" in stranger.pytest(PYTHONPATH=str(stranger.folder))


def test_workers_have_labs_of_their_own_with_the_centre_that_the_ini_file_names(stranger: Stranger) -> None:
    sample = (ROOT / "vos" / "sample_centre.toml").read_text(encoding="utf-8")
    stranger.write("centre/mine.toml", sample.replace('password = "finesse"', 'password = "other"'))
    stranger.write("pytest.ini", "[pytest]\nfinesse_lab_centre = centre/mine.toml\n")
    stranger.write(
        "test_mine.py",
        "import pytest\n\n"
        "@pytest.mark.parametrize('number', [1, 2])\n"
        "def test_mine(finesse_lab, number):\n"
        "    assert finesse_lab.password('agent1') == 'other'\n"
        "    finesse_lab.agent('agent1').sign_in()\n",
    )
    assert "2 passed" in stranger.pytest("-n", "2")


def test_a_wait_in_vain_tells_what_came_instead(stranger: Stranger) -> None:
    stranger.write(
        "test_mine.py",
        "from lab.testing import user_is\n\n"
        "def test_mine(finesse_lab):\n"
        "    anna = finesse_lab.agent('agent1')\n"
        "    anna.sign_in()\n"
        "    anna.feed.until(user_is('READY'), 'Ready', within=0.5)\n",
    )
    told = stranger.run("pytest").stdout
    assert "waited 0.5 s for Ready; heard:" in told
    assert re.search(r"PUT +/finesse/api/User/agent1 .*state=NOT_READY", told), told


def test_a_run_without_the_lab_loads_nothing_of_it(stranger: Stranger) -> None:
    stranger.write(
        "test_mine.py",
        "import sys\n\n"
        "def test_mine():\n"
        "    heavy = {'lab', 'vos', 'aiohttp', 'lxml', 'slixmpp'}\n"
        "    loaded = {name for name in sys.modules if name.split('.')[0] in heavy}\n"
        "    assert loaded == {'lab', 'lab.testing', 'lab.testing.plugin'}\n",
    )
    assert "1 passed" in stranger.pytest()
