from __future__ import annotations

from pathlib import Path

import pytest

from lab.gadget_check import reading
from lab.gadget_check.reading import read
from tests.lab.gadget_check.gadgets import spec


def test_the_files_of_a_folder_are_read_with_their_modes(tmp_path: Path) -> None:
    (tmp_path / "js").mkdir()
    (tmp_path / "node_modules").mkdir()
    (tmp_path / "Clock.xml").write_text("\ufeff" + spec('<script src="js/clock.js"></script>'))
    (tmp_path / "js" / "clock.js").write_text("let a;")
    (tmp_path / "js" / "clock.js").chmod(0o600)
    (tmp_path / "js" / "logo.png").write_bytes(b"\x89PNG")
    (tmp_path / "node_modules" / "a.js").write_text("let b;")
    (tmp_path / "gone.js").symlink_to(tmp_path / "none.js")
    gadget = read(tmp_path / "Clock.xml")
    assert sorted(gadget.files) == ["Clock.xml", "js/clock.js", "js/logo.png"]
    assert gadget.fault is None
    assert (gadget.files["js/clock.js"].text, gadget.files["js/clock.js"].mode) == ("let a;", 0o600)
    assert gadget.files["js/logo.png"].text is None


def test_what_is_no_text_or_too_long_is_there_without_its_text(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "TEXT_BYTES", 3_000)
    (tmp_path / "Clock.xml").write_text(spec())
    (tmp_path / "latin.js").write_bytes(b"\xe9")
    (tmp_path / "long.js").write_text(" " * 4_000)
    files = read(tmp_path / "Clock.xml").files
    assert (files["latin.js"].text, files["long.js"].text) == (None, None)


def test_only_so_much_is_read_in_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "ALL_BYTES", 4_000)
    (tmp_path / "Clock.xml").write_text(spec())
    for number in range(5):
        (tmp_path / f"{number}.js").write_text(" " * 1_500)
    files = read(tmp_path / "Clock.xml").files
    assert sum(len(each.text or "") for each in files.values()) <= 4_000
