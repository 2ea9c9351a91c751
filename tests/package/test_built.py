"""What is published: it describes itself, has all its files and no others, and runs by itself."""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
import venv
import zipfile
from email.message import Message
from email.parser import Parser
from pathlib import Path

import pytest

from tests.package.test_dependencies import PUBLISHED, ROOT

SECONDS = 300


def run(*command: str | Path, at: Path) -> str:
    """What a command of ours says; it has to succeed."""
    done = subprocess.run(command, cwd=at, capture_output=True, text=True, timeout=SECONDS, check=False)
    assert done.returncode == 0, f"{command}: {done.stdout}{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the source distribution, and the wheel that is made from it."""
    folder = tmp_path_factory.mktemp("built")
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", folder, ROOT, at=folder)
    return folder


@pytest.fixture(scope="module")
def wheel(built: Path) -> Path:
    (file,) = built.glob("finesse_lab-*.whl")
    return file


def test_the_package_index_would_take_both(built: Path) -> None:
    files = sorted(built.iterdir())
    assert len(files) == 2
    assert "PASSED" in run(sys.executable, "-m", "twine", "check", "--strict", *files, at=built)


def test_the_wheel_has_every_file_of_its_packages_and_no_other(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as opened:
        found = {name for name in opened.namelist() if ".dist-info/" not in name}
    assert found == {
        str(file.relative_to(ROOT))
        for package in PUBLISHED
        for file in (ROOT / package).rglob("*")
        if file.is_file() and "__pycache__" not in file.parts
    }


def test_the_source_has_what_the_make_file_s_verbs_need_and_nothing_of_a_lab_that_ran(built: Path) -> None:
    (file,) = built.glob("finesse_lab-*.tar.gz")
    with tarfile.open(file) as opened:
        names = {name.partition("/")[2] for name in opened.getnames()}
    assert names >= {"Makefile", "requirements.lock", "README.md", "tests/conftest.py", "docs/README.md"}
    assert not [name for name in names if name.partition("/")[0] in ("var", ".venv", "node_modules", ".git")]
    assert not [name for name in names if "__pycache__" in name]


def metadata(wheel: Path) -> Message:
    with zipfile.ZipFile(wheel) as opened:
        (name,) = (each for each in opened.namelist() if each.endswith(".dist-info/METADATA"))
        return Parser().parsestr(opened.read(name).decode())


def test_the_package_says_what_it_is_for_whom_and_from_which_python_on(wheel: Path) -> None:
    told = metadata(wheel)
    assert told["Requires-Python"] == ">=3.11"
    assert "Programming Language :: Python :: 3.11" in told.get_all("Classifier", [])
    assert "finesse" in told["Keywords"]
    assert told.get_all("Project-URL")
    assert "License" not in told  # the owner decides
    assert not [each for each in told.get_all("Classifier", []) if each.startswith("License")]
    assert told["Description-Content-Type"] == "text/markdown"


def test_installed_by_itself_it_runs(wheel: Path, tmp_path: Path) -> None:
    """In an environment that has what it requires, but not this checkout."""
    venv.create(tmp_path / "venv", with_pip=False)
    programs = tmp_path / "venv" / ("Scripts" if os.name == "nt" else "bin")
    python = programs / "python"
    options = ("--no-deps", "--no-index", "--no-compile", "--quiet", "--disable-pip-version-check")
    run(sys.executable, "-m", "pip", "--python", python, "install", *options, wheel, at=tmp_path)
    (libraries,) = (tmp_path / "venv").glob("[Ll]ib/**/site-packages")
    required = [each for each in sys.path if each.endswith("site-packages")]
    (libraries / "required.pth").write_text("\n".join(required) + "\n")
    shown = run(programs / "finesse-lab", "--help", at=tmp_path)
    assert all(each in shown for each in ("up", "status", "down", "call", "phone"))
    where = (
        "import lab, vos.centre as centre; print(*lab.__path__, centre.SAMPLE); assert centre.SAMPLE.exists()"
    )
    assert run(python, "-c", where, at=tmp_path).count(str(libraries)) == 2
    assert "usage: " in run(python, "-m", "finesse", "--help", at=tmp_path)
