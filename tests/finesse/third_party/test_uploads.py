"""The folder of uploaded gadgets, changed from the console."""

from __future__ import annotations

import errno
import io
import stat
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from finesse.third_party import uploads as module
from finesse.third_party.sftp import quota
from finesse.third_party.upload_path import BadPath
from finesse.third_party.uploads import BadArchive, Uploads, title_of

SPEC = b'<?xml version="1.0"?><Module><ModulePrefs title="A &lt;b&gt; clock"/><Content/></Module>'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "files"


@pytest.fixture
def uploads(folder: Path) -> Uploads:
    return Uploads(folder)


def zipped(**files: bytes) -> bytes:
    """A zip; `__` in a name is a slash, `_xml` its ending, MACOSX the folder that such systems leave."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(
                name.replace("__", "/").replace("_xml", ".xml").replace("MACOSX", "__MACOSX"), content
            )
    return made.getvalue()


def test_a_file_comes_in_folders_that_are_made_and_takes_the_place_of_the_one_before(
    uploads: Uploads, folder: Path
) -> None:
    for content in (b"one", SPEC):
        uploads.put("clock/xml/clock.xml", content)
    uploads.put("clock/clock.js", b"x")
    assert (folder / "clock/xml/clock.xml").read_bytes() == SPEC
    assert stat.S_IMODE((folder / "clock/clock.js").stat().st_mode) == 0o644
    found = [(one.path, one.size, one.refused, one.gadget) for one in uploads.listed()]
    assert found == [
        ("clock/", 0, "", None),
        ("clock/clock.js", 1, "", None),
        ("clock/xml/", 0, "", None),
        ("clock/xml/clock.xml", len(SPEC), "", "A <b> clock"),
    ]
    assert (uploads.usage.size, uploads.usage.entries) == (len(SPEC) + 1, 4)


def test_why_a_file_is_not_served_is_told(uploads: Uploads, folder: Path) -> None:
    uploads.put("a.xml", SPEC)
    (folder / "a.xml").chmod(0o600)
    (folder / "b.jsp").write_text("x")
    assert [one.refused[:20] for one in uploads.listed()] == ["a.xml has the mode 6", "b.jsp is a JSP page;"]


def test_links_are_neither_followed_nor_listed(uploads: Uploads, folder: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "kept").write_text("kept")
    folder.mkdir()
    (folder / "link").symlink_to(outside)
    (folder / "file").symlink_to(outside / "kept")
    assert uploads.listed() == []
    with pytest.raises(OSError, match="no folder"):
        uploads.put("link/kept", b"lost")
    for path in ("file", "link"):
        with pytest.raises(OSError, match="no file"):
            uploads.remove(path)
    with pytest.raises(OSError, match="of that name"):
        uploads.put("file", b"lost")
    assert (outside / "kept").read_text() == "kept"
    assert [each.name for each in sorted(folder.iterdir())] == ["file", "link"]


def test_a_folder_goes_with_all_that_is_in_it(uploads: Uploads, folder: Path) -> None:
    uploads.put("clock/a/b/c.xml", SPEC)
    uploads.put("other.xml", SPEC)
    uploads.remove("clock/")
    uploads.remove("other.xml")
    assert list(folder.iterdir()) == []
    for path in ("", "..", "../files", "a/../../b"):
        with pytest.raises(BadPath):
            uploads.remove(path)
    with pytest.raises(FileNotFoundError):
        uploads.remove("gone")


def test_no_more_comes_than_sftp_lets_come(
    uploads: Uploads, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(quota, "BYTES", 10)
    monkeypatch.setattr(quota, "ENTRIES", 2)
    uploads.put("a", b"12345678")
    uploads.put("a", b"1234567890"[:2])
    with pytest.raises(OSError, match="together") as refused:
        uploads.put("b", b"123456789")
    assert refused.value.errno == errno.EDQUOT
    assert [one.name for one in folder.iterdir()] == ["a"]
    monkeypatch.setattr(module, "FILE_BYTES", 5)
    monkeypatch.setattr(quota, "FILE_BYTES", 5)
    with pytest.raises(OSError, match="a file may have"):
        uploads.put("c", b"123456")


def test_a_zip_is_unpacked_without_what_systems_leave_in_it(uploads: Uploads, folder: Path) -> None:
    archive = zipped(clock__clock_xml=SPEC, clock__i18n__es_xml=b"<x/>", MACOSX__a=b"x")
    unpacked = uploads.unpack("gadgets/", archive)
    assert unpacked.files == ("gadgets/clock/clock.xml", "gadgets/clock/i18n/es.xml")
    assert len(unpacked.left_out) == 1
    assert (folder / "gadgets/clock/clock.xml").read_bytes() == SPEC


def test_of_a_zip_with_one_bad_file_nothing_comes(uploads: Uploads, folder: Path) -> None:
    link = io.BytesIO()
    with zipfile.ZipFile(link, "w") as archive:
        archive.writestr("a.xml", SPEC)
        info = zipfile.ZipInfo("b")
        info.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(info, "/etc/passwd")
    twice = io.BytesIO()
    with zipfile.ZipFile(twice, "w") as archive:
        for _ in range(2):
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr("warnings.warn", lambda *_, **__: None)
                archive.writestr("a.xml", SPEC)
    for bad in (link.getvalue(), twice.getvalue(), b"", b"PK", zipped(), zipped(a_xml=SPEC)[:-30]):
        with pytest.raises(BadArchive):
            uploads.unpack("", bad)
    for name in ("../a", "/etc/a", "a/../../b", "a.jsp"):
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w") as archive:
            archive.writestr("good.xml", SPEC)
            archive.writestr(name, "x")
        with pytest.raises(BadPath):
            uploads.unpack("", made.getvalue())
    assert not folder.exists() or list(folder.iterdir()) == []


def test_a_zip_that_is_larger_inside_is_not_unpacked(
    uploads: Uploads, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "UNPACKED_BYTES", 1_000)
    with pytest.raises(BadArchive, match="together"):
        uploads.unpack("", zipped(a=b"0" * 600, b=b"0" * 600))
    monkeypatch.setattr(module, "FILE_BYTES", 500)
    with pytest.raises(BadArchive, match="a file may have"):
        uploads.unpack("", zipped(a=b"0" * 600))
    lying = zipped(a=b"0" * 400).replace((400).to_bytes(4, "little"), (100).to_bytes(4, "little"))
    with pytest.raises(BadArchive):
        uploads.unpack("", lying)
    monkeypatch.setattr(module, "ARCHIVED", 3)
    with pytest.raises(BadArchive, match="more than 3 entries"):
        uploads.unpack("", zipped(a=b"", b=b"", c=b"", d=b""))


@given(st.binary(max_size=200), st.integers(0, 400))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
def test_whatever_is_sent_as_a_zip_is_unpacked_or_refused(uploads: Uploads, noise: bytes, at: int) -> None:
    archive = zipped(a_xml=SPEC)
    for sent in (noise, archive[:at] + noise + archive[at:], archive[:at] + noise[:4] + archive[at + 4 :]):
        try:
            unpacked = uploads.unpack("", sent)
        except (BadArchive, BadPath):
            continue
        assert unpacked.files


@pytest.mark.parametrize(
    ("content", "title"),
    [
        (SPEC, "A <b> clock"),
        (b"<Module/>", ""),
        (b"<other/>", None),
        (b"", None),
        (b'<!DOCTYPE a [<!ENTITY b "c">]><Module/>', None),
        (b"<Module><ModulePrefs title='" + b"x" * 300 + b"'/></Module>", "x" * 200),
    ],
)
def test_a_gadget_is_told_by_its_xml(content: bytes, title: str | None) -> None:
    assert title_of(content) == title
