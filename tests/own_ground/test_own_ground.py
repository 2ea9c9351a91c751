"""The guard itself: what a test and its children may not touch is refused, told, and told once."""

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.own_ground.plugin import LIVED_IN, ROOT, trespasses
from tests.own_ground.sitecustomize import Trespass

Ground = tuple[Path, Path]
ELSEWHERE = ROOT / "left-by-a-test"


@pytest.mark.parametrize(
    "touch",
    [
        lambda: ELSEWHERE.write_text("x"),
        lambda: os.open(ELSEWHERE, os.O_RDWR | os.O_CREAT),
        ELSEWHERE.mkdir,
        lambda: ELSEWHERE.symlink_to("/"),
        lambda: sqlite3.connect(ELSEWHERE),
        lambda: sqlite3.connect(f"file:{ELSEWHERE}?mode=rwc", uri=True),
        lambda: (ROOT / "no such file").rename(ELSEWHERE),
        ELSEWHERE.unlink,
        ELSEWHERE.rmdir,
        lambda: shutil.rmtree(ELSEWHERE),
        (LIVED_IN / "data" / "rmcm.db").read_bytes,
        lambda: sqlite3.connect(f"file:{LIVED_IN}/data/rmcm.db?mode=ro", uri=True),
    ],
)
def test_a_test_that_touches_what_is_not_its_own_is_refused(
    own_ground: Ground, touch: Callable[[], object]
) -> None:
    with pytest.raises(Trespass, match="not its own"):
        touch()
    (told,) = trespasses(*own_ground)
    assert str(ROOT) in told
    assert trespasses(*own_ground) == []
    assert not ELSEWHERE.exists()


def test_a_child_that_runs_python_is_refused_too(own_ground: Ground) -> None:
    code = f"open({str(ELSEWHERE)!r}, 'w')"
    child = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True)
    assert child.returncode == 1
    assert "not its own" in child.stderr
    assert trespasses(*own_ground) == [f"wrote {ELSEWHERE} (open)"]


def test_what_any_child_leaves_in_the_working_folder_is_told(own_ground: Ground) -> None:
    subprocess.run(["sh", "-c", "mkdir var && echo >var/x && echo >y"], check=True)
    assert sorted(trespasses(*own_ground)) == [
        "var was left in the working folder",
        "y was left in the working folder",
    ]
    assert not list(Path.cwd().iterdir())


def test_the_test_s_own_folders_are_free(own_ground: Ground, tmp_path: Path) -> None:
    code = "import pathlib, sqlite3, sys, tempfile; tempfile.mkdtemp(); (pathlib.Path.home() / 'x').mkdir()"
    subprocess.run(
        [sys.executable, "-c", f"{code}; sqlite3.connect(sys.argv[1])", tmp_path / "x"], check=True
    )
    assert ROOT not in Path.cwd().parents
    assert ROOT not in Path.home().parents
    sqlite3.connect(":memory:").close()
    (ROOT / "README.md").read_text()
    assert trespasses(*own_ground) == []
