"""Where an uploaded file may lie."""

from __future__ import annotations

import contextlib
from pathlib import Path, PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finesse.third_party.folder import NotServed, found
from finesse.third_party.upload_path import BadPath, checked, is_left_out

PART = st.text(st.sampled_from("ab.. /\\:%\x00\u202e\ud800é ~"), max_size=6)


@pytest.mark.parametrize("path", ["a.xml", "clock/js/clock.js", "ü/☎.png", "a b/c d.xml", "a/" * 14 + "b"])
def test_a_path_of_names_is_taken_as_it_is(path: str) -> None:
    assert checked(path) == path


@pytest.mark.parametrize(
    ("path", "fault"),
    [
        ("", "empty"),
        ("/", "empty"),
        ("/a", "parts"),
        ("a//b", "parts"),
        ("../a", "parts"),
        ("a/./b", "parts"),
        ("a /b", "parts"),
        ("a\\b", "characters"),
        ("c:x", "characters"),
        ("a\nb", "characters"),
        ("a\u202eb", "characters"),
        ("a\ud800", "characters"),
        (".htaccess", "hidden"),
        ("a/.git/b", "hidden"),
        ("a.jsp", "code"),
        ("a.JSPX", "code"),
        ("web-inf/a", "code"),
        ("x" * 256, "long"),
        ("é" * 128, "long"),
        ("/".join(["x" * 200] * 6), "long"),
        ("a/" * 15 + "b", "deep"),
    ],
)
def test_any_other_path_is_refused_and_says_why(path: str, fault: str) -> None:
    with pytest.raises(BadPath) as refused:
        checked(path)
    assert refused.value.fault == fault
    assert "\n" not in str(refused.value)


@given(st.lists(PART, max_size=5).map("/".join))
def test_what_is_taken_lies_below_the_folder_and_is_served_from_there(path: str) -> None:
    with contextlib.suppress(BadPath):
        taken = PurePosixPath("/files", checked(path))
        assert taken.is_relative_to("/files")
        assert ".." not in taken.parts
        with pytest.raises(NotServed, match="no such file"):  # only because there is none
            found(Path("/nowhere/at/all"), path)


def test_what_systems_leave_in_an_archive_is_left_out() -> None:
    assert is_left_out("__MACOSX/a/._b")
    assert is_left_out("a/.DS_Store")
    assert not is_left_out("../a")
    assert not is_left_out("a/b.xml")
