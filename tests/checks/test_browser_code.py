"""What the browser is sent is used there: every text, every style, every name that a module exports."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tests.docs.test_docs import tracked

ROOT = Path(__file__).parents[2]
PAGES = tuple(
    f"{folder.parent.relative_to(ROOT).as_posix()}/" for folder in sorted(ROOT.glob("gadgets/*/texts"))
)
KEY = re.compile(r'^\s+"?([\w.-]+)"?:\s', re.MULTILINE)
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
SELECTORS = re.compile(r"([^{}]+)\{")
CLASS = re.compile(r"\.(-?[A-Za-z_][\w-]*)")
SPOKEN_ATTRIBUTE = re.compile(
    r"""(?:"aria-(?:label|description|roledescription|valuetext)"|\btitle|\bplaceholder|\balt): "([^"]+)\"""",
)
SPOKEN_CONTENT = re.compile(
    r'''\}, "([^"]+)"[,)]|\},\n\s+"([^"]+)",?\n|setText\([^,()]+, "([^"]+)"|\.textContent = "([^"]+)"'''
)
KEY_OR_NO_WORD = re.compile(r"[a-z]\w*(?:\.[\w.]+)+|[^A-Za-z]*")
NO_WORDS_FOR_PEOPLE = {
    "gadgets/desktop/connection/tunnel_frame.js": {"Tunnel"},  # which nobody sees or hears
    "gadgets/desktop/services/shortcut_registry.js": {"Alt"},  # a key
}
EXPORT = re.compile(r"^export (?:async )?(?:class|const|function|let)\*? ?(\w+)", re.MULTILINE)


@cache
def texts() -> dict[Path, str]:
    files = tracked("gadgets/**", "finesse/templates/**", "tests/gadgets/**", "docs/**")
    kinds = {".js", ".mjs", ".html", ".xml", ".md", ".ts", ".py", ".css"}
    return {file.relative_to(ROOT): file.read_text("utf-8") for file in files if file.suffix in kinds}


def of(*folders: str, besides: str = "/texts/") -> str:
    """All code and markup of these folders."""
    return "\n".join(
        text
        for file, text in texts().items()
        if file.as_posix().startswith(folders) and besides not in file.as_posix() and file.suffix != ".css"
    )


def is_said(name: str, mark: str, text: str) -> bool:
    """Whether a name stands there, or is put together there from its first words and a value."""
    if re.search(rf"(?<![\w.-]){re.escape(name)}(?![\w-])", text):
        return True
    parts = name.split(mark)
    return any(f"{mark.join(parts[:end])}{mark}${{" in text for end in range(1, len(parts)))


def unsaid_texts() -> Iterator[str]:
    for page in ("gadgets/admin/", "gadgets/desktop/", "gadgets/inspector/"):
        code = of(page, "finesse/templates/")
        for key in KEY.findall(texts()[Path(f"{page}texts/en_US.js")]):
            layouts = key.startswith("tabs.")  # named by layouts
            if not layouts and not is_said(key, ".", code):
                yield f"{page}: {key}"


def test_every_text_is_said() -> None:
    assert [*unsaid_texts()] == []


def test_what_people_read_is_said_in_their_language() -> None:
    literal = [
        f"{file}: {words}"
        for file, text in texts().items()
        if file.suffix == ".js" and file.as_posix().startswith(PAGES) and "/texts/" not in file.as_posix()
        for found in (*SPOKEN_ATTRIBUTE.findall(text), *map("".join, SPOKEN_CONTENT.findall(text)))
        for words in [found]
        if not KEY_OR_NO_WORD.fullmatch(words) and words not in NO_WORDS_FOR_PEOPLE.get(file.as_posix(), ())
    ]
    assert literal == []


def test_every_class_that_has_a_style_is_set() -> None:
    code = of("gadgets/", "finesse/templates/", "docs/look.md")  # the latter: what new parts are made of
    unset = [
        f"{file}: {name}"
        for file, text in texts().items()
        if file.suffix == ".css" and file.as_posix().startswith("gadgets/")
        for name in {*CLASS.findall(" ".join(SELECTORS.findall(COMMENT.sub("", text))))}
        if not is_said(name, "-", code)
    ]
    assert unset == []


def test_what_a_module_exports_is_named_by_another_one_by_a_test_or_by_the_docs() -> None:
    alone = [
        f"{file}: {name}"
        for file, text in texts().items()
        if file.suffix == ".js" and file.as_posix().startswith("gadgets/")
        for name in EXPORT.findall(text)
        if not any(
            name in other and re.search(rf"\b{name}\b", other)
            for each, other in texts().items()
            if each != file
        )
    ]
    assert alone == []
