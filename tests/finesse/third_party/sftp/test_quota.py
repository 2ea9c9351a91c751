from __future__ import annotations

import contextlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finesse.third_party.sftp import quota
from finesse.third_party.sftp.quota import Usage, named


def test_what_is_there_is_counted(tmp_path: Path) -> None:
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "a" / "one.js").write_bytes(b"12345")
    (tmp_path / "two.js").write_bytes(b"123")
    (tmp_path / "link").symlink_to(tmp_path)
    found = Usage.of(tmp_path)
    assert found.entries == 5
    assert Usage.of(tmp_path / "none") == Usage()


def test_a_file_may_be_so_long_and_all_together_so_long() -> None:
    usage = Usage(size=quota.BYTES - 10)
    usage.resize(0, 10)
    with pytest.raises(OSError, match="all files together"):
        usage.resize(0, 1)
    with pytest.raises(OSError, match="a file may have 50 MiB"):
        Usage().resize(0, quota.FILE_BYTES + 1)
    usage.resize(10, 0)
    assert usage.size == quota.BYTES - 10


def test_there_may_be_so_many_files_and_folders() -> None:
    usage = Usage(entries=quota.ENTRIES - 1)
    usage.add_entry()
    with pytest.raises(OSError, match="no more may be"):
        usage.add_entry()
    usage.drop_entry()
    usage.add_entry()


@pytest.mark.parametrize(
    ("path", "parts"),
    [
        (b"/", ()),
        (b".", ()),
        (b"", ()),
        (b"/files/../../..", ()),
        (b"/files/a/../b//./c.js", ("files", "b", "c.js")),
        (b"files/my gadget/\xc3\xa9.js", ("files", "my gadget", "é.js")),
    ],
)
def test_a_path_is_read_from_the_top_and_never_leads_above_it(path: bytes, parts: tuple[str, ...]) -> None:
    assert named(path) == parts


@pytest.mark.parametrize(
    "path",
    [
        *(b"/files/a\0b", b"/files/\x1b[2J", b"/files/\xff", b"/files/a\\b"),
        *(b"/files/" + b"a" * 256, b"/a" * 17, b"/" + b"a" * 1024),
    ],
)
def test_what_is_no_path_here_is_refused(path: bytes) -> None:
    with pytest.raises(OSError):
        named(path)


@given(st.binary(max_size=80))
def test_no_path_has_a_part_that_is_a_step(path: bytes) -> None:
    with contextlib.suppress(OSError):
        assert not {"", ".", ".."} & set(named(path))
