from __future__ import annotations

import contextlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finesse.third_party.folder import LONGEST, NotServed, content_type, found


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    around = tmp_path_factory.mktemp("around")
    folder = around / "files"
    (folder / "sample" / "WEB-INF").mkdir(parents=True)
    for name in ("Sample.xml", "page.jsp", "PAGE.JSPX", ".hidden.xml", "WEB-INF/web.xml"):
        (folder / "sample" / name).write_text("<Module/>")
        (folder / "sample" / name).chmod(0o644)
    (around / "secret.xml").write_text("<secret/>")
    (folder / "link.xml").symlink_to(around / "secret.xml")
    (folder / "loop.xml").symlink_to(folder / "loop.xml")
    (folder / "elsewhere").symlink_to(around)
    (folder / "same.xml").symlink_to(folder / "sample" / "Sample.xml")
    (folder / "page.xml").symlink_to(folder / "sample" / "page.jsp")
    return folder


@pytest.mark.parametrize("name", ["sample/Sample.xml", "same.xml"])
def test_a_file_of_the_folder_is_found(root: Path, name: str) -> None:
    assert found(root, name) == (root / "sample" / "Sample.xml").resolve()


@pytest.mark.parametrize(
    "name",
    [
        "",
        "sample",
        "sample/",
        "sample//Sample.xml",
        "none.xml",
        "../secret.xml",
        "sample/../../secret.xml",
        "sample/./Sample.xml",
        "/etc/passwd",
        "sample\\Sample.xml",
        "sample/Sample.xml\0",
        "sample/.hidden.xml",
        "sample/page.jsp",
        "sample/PAGE.JSPX",
        "page.xml",
        "sample/WEB-INF/web.xml",
        "link.xml",
        "loop.xml",
        "elsewhere/secret.xml",
        "a" * LONGEST + ".xml",
        "a/" * 500 + "b.xml",
        "sample/Sample.xml/more",
    ],
)
def test_what_is_no_file_of_the_folder_is_not(root: Path, name: str) -> None:
    with pytest.raises(NotServed):
        found(root, name)


@given(st.lists(st.sampled_from(["..", ".", "/", "sample", "elsewhere", "secret.xml", "\0", "%2e"])))
def test_no_path_leads_out_of_the_folder(root: Path, parts: list[str]) -> None:
    with contextlib.suppress(NotServed):
        assert found(root, "/".join(parts)).is_relative_to(root.resolve())


@pytest.mark.parametrize(("mode", "is_served"), [(0o644, True), (0o664, True), (0o444, True), (0o755, True),
                                                 (0o600, False), (0o640, False), (0o604, False)])  # fmt: skip
def test_only_what_all_may_read_is_served_and_the_cure_is_told(
    tmp_path: Path, mode: int, is_served: bool
) -> None:
    (tmp_path / "a.xml").write_text("<Module/>")
    (tmp_path / "a.xml").chmod(mode)
    if is_served:
        assert found(tmp_path, "a.xml").name == "a.xml"
    else:
        with pytest.raises(NotServed, match=f"mode {mode:o}.*chmod 644 a.xml"):
            found(tmp_path, "a.xml")


def test_a_type_follows_from_the_ending_in_whatever_case() -> None:
    assert content_type(Path("a/B.JS")) == "text/javascript; charset=utf-8"
    assert content_type(Path("a/b")) == "application/octet-stream"
