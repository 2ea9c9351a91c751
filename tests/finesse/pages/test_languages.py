"""A language is one file; what is in the folder is what there is."""

from __future__ import annotations

import json
from html import unescape
from pathlib import Path

import pytest

from finesse.pages.desktop import FOLDER
from finesse.pages.languages import languages, with_languages

PAGE = '<!doctype html>\n<html lang="en-US">\n  <body></body>\n</html>\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "texts").mkdir()
    for locale, name in (("de_DE", "Deutsch"), ("en_US", "English"), ("fr_CA", 'Français "du" Québec')):
        text = f"export default {{\n  language: {json.dumps(name)},\n}};\n"
        (tmp_path / "texts" / f"{locale}.js").write_text(text, "utf-8")
    (tmp_path / "texts" / "index.js").write_text("export default {};\n", "utf-8")
    return tmp_path


def test_a_file_in_the_folder_is_a_language_and_nothing_else_is(folder: Path) -> None:
    assert languages(folder) == {"en_US": "English", "de_DE": "Deutsch", "fr_CA": "fr_CA"}


def test_the_page_is_told_as_data_of_its_root(folder: Path) -> None:
    page = with_languages(PAGE, folder)
    told = page.partition('data-locales="')[2].partition('"')[0]
    assert json.loads(unescape(told)) == languages(folder)
    assert page.replace(f' data-locales="{told}"', "") == PAGE


def test_the_desktop_has_english_first() -> None:
    assert list(languages(FOLDER).items())[:2] == [("en_US", "English"), ("es_ES", "Español")]
