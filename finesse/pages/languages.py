"""The languages of a page: a file of words each, in the folder `texts` beside its modules; no other list."""

from __future__ import annotations

import json
import re
from pathlib import Path

from vos import xml

DEFAULT = "en_US"
LOCALE = re.compile(r"[a-z]{2,3}_[A-Z]{2}")
NAME = re.compile(r'^\s+language: "([^"\\\n]{1,40})",$', re.MULTILINE)  # what it calls itself
MARK = '<html lang="en-US"'


def languages(folder: Path) -> dict[str, str]:
    """By locale what each language calls itself, the default one first."""
    files = sorted((folder / "texts").glob("*.js"), key=lambda file: (file.stem != DEFAULT, file.stem))
    found = {file.stem: NAME.search(file.read_text("utf-8")) for file in files if LOCALE.fullmatch(file.stem)}
    return {locale: name[1] if name else locale for locale, name in found.items()}


def with_languages(page: str, folder: Path) -> str:
    """The page, telling its modules which languages there are."""
    told = xml.attribute(json.dumps(languages(folder), ensure_ascii=False, separators=(",", ":")))
    assert MARK in page
    return page.replace(MARK, f'{MARK} data-locales="{told}"', 1)
