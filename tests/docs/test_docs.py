"""The documents are true: links lead somewhere, and nothing of a workplace or a machine is named."""

import re
import subprocess
from pathlib import Path
from urllib.parse import unquote

import pytest

ROOT = Path(__file__).parents[2]


def tracked(*patterns: str) -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "--", *patterns],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    return [ROOT / line for line in listed.splitlines() if (ROOT / line).is_file()]


PAGES = tracked("*.md")
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_within_the_project_leads_somewhere(page: Path) -> None:
    text = re.sub(r"```.*?```|`[^`\n]*`", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    for target in LINK.findall(text):
        if "://" in target or target.startswith(("#", "mailto:")):
            continue
        assert (page.parent / unquote(target.partition("#")[0])).exists(), f"{page.name} links to {target}"


FILE = re.compile(r"`((?:[\w.-]+/)*[\w.-]+\.(?:py|js|css|html|toml|mako))(?::[\w.]+)?`")
FOLDER = re.compile(r"`((?:[a-z_]+/)+[a-z_]+)/?`")


def named_in_tables(page: Path) -> tuple[set[str], set[str]]:
    """The files and folders; a page of one package may leave out the beginning of a path."""
    rows = [line for line in page.read_text(encoding="utf-8").splitlines() if line.startswith("|")]
    return set(FILE.findall("\n".join(rows))), set(FOLDER.findall("\n".join(rows)))


@pytest.mark.parametrize("page", (ROOT / "docs").glob("*.md"), ids=lambda page: page.name)
def test_every_file_and_folder_that_a_table_names_is_there(page: Path) -> None:
    there = [file.relative_to(ROOT) for file in tracked()]
    places = [f"/{file}" for file in there] + [f"/{folder}" for file in there for folder in file.parents]
    files, folders = named_in_tables(page)
    gone = [name for name in files | folders if not any(place.endswith(f"/{name}") for place in places)]
    assert gone == []


def test_tables_name_files_and_folders() -> None:
    files, folders = named_in_tables(ROOT / "docs" / "architecture.md")
    assert "finesse/core/node.py" in files
    assert "finesse/core" in folders


def test_every_change_note_and_decision_begins_with_a_title() -> None:
    for page in PAGES:
        if page.parent.name in ("changes", "decisions"):
            assert page.read_text(encoding="utf-8").startswith("# "), page


# Split so that this file does not name them itself.
FORBIDDEN = ["/" + "work/", ".lib" + "rary", "far" + "m-", "rest-api" + ".md", "cti-protocol" + ".md"]


def test_the_project_names_no_path_of_a_machine_and_no_private_page() -> None:
    for file in tracked("*.py", "*.md", "*.js", "*.toml", "*.html", "*.css", "Makefile", "*.yml"):
        text = file.read_text(encoding="utf-8")
        for words in FORBIDDEN:
            assert words not in text, f"{file.relative_to(ROOT)} names {words}"


def test_the_lock_names_exact_versions_and_no_registry() -> None:
    lines = (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()
    assert lines
    for line in lines:
        assert re.match(r"[\w.-]+(\[[\w,]+\])?==[\w.+!-]+( ;.*)?$", line), line


def test_no_test_compresses_what_holds_the_time_of_day() -> None:
    """A case's name may hold its bytes, and each process that runs tests must come to the same names."""
    for file in tracked("tests/*.py"):
        for line in file.read_text(encoding="utf-8").splitlines():
            if re.search(r"gzip\.compress\(", line):
                assert "mtime=0" in line, f"{file.relative_to(ROOT)}: {line.strip()}"
