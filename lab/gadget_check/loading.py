"""Libraries: finesse.js and jQuery, whether they are loaded, in which order and of which age. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from lab.gadget_check.finding import Finding, found
from lab.gadget_check.gadget import FINESSE_JS, Gadget, Loaded

USES_FINESSE = re.compile(
    r"\bfinesse\s*\.\s*(?:restservices|clientservices|containerservices|utilities|cslogger|digital|shortcutkey"
    r"|Converter|gadget\s*\.\s*Config)\b"
)
USES_JQUERY = re.compile(r"(?<![\w$.])(?:\$|jQuery)\s*[.(]")
DEFINES_JQUERY = re.compile(
    r"(?:\b(?:var|let|const|function)\s+\$|\bimport\b[^;]{0,300}[\s{,]\$[\s},]|\(\s*\$\s*[,)])"
)
BUNDLE = 100_000  # characters; more than one person writes
# Named in a script's text: to be loaded by it, or by AMD's loader.
LOADED = {
    "finesse-js": re.compile(r"assets/js/finesse\b|\bfinesse(?:[-.]?\d[\d.]*)?(?:\.min)?\.js\b"),
    "jquery": re.compile(r"\bjquery[\w.-]*\.js\b|[\"']jquery[\"']|assets/js/jquery\b", re.IGNORECASE),
}
OLD = re.compile(r"finesse[-.]?(\d[\d.]*?)(?:\.min)?\.js$", re.IGNORECASE)


def check(gadget: Gadget) -> Iterator[Finding]:
    """What the author's scripts need, and what was there before them."""
    yield from _library(gadget, USES_FINESSE, "finesse-js", "finesse.js", lambda each: each.is_finesse)
    if not gadget.has(DEFINES_JQUERY):
        yield from _library(gadget, USES_JQUERY, "jquery", "jQuery", lambda each: each.is_jquery)
    for each in gadget.scripts:
        bundled = FINESSE_JS.search(each.name) and not each.name.startswith("/desktop/")
        if bundled and not each.src_is_elsewhere:
            version = OLD.search(each.name)
            which = f"version {version[1]}" if version else "a copy"
            yield found(
                "finesse-js-old", each.file, each.line, f"{each.src} is {which} of the product's library"
            )


def _library(
    gadget: Gadget, uses: re.Pattern[str], rule: str, name: str, is_it: Callable[[Loaded], bool]
) -> Iterator[Finding]:
    at = [place for place, each in enumerate(gadget.scripts) if is_it(each)]
    call = next(gadget.calls(uses), None)
    if call is None:
        return
    script, line, match = call
    assert script.part is not None
    if not at:
        if not _brings_its_own(gadget, LOADED[rule]):
            yield found(
                f"{rule}-missing",
                script.part.file,
                line,
                f"{match[0].strip()} needs {name}, which is not loaded",
            )
        return
    library = gadget.scripts[at[0]]
    for place, each in enumerate(gadget.scripts):
        if (
            each.is_own
            and not is_it(each)
            and uses.search(each.script.code)
            and _runs_before(each, place, library, at[0])
        ):
            yield found(
                f"{rule}-order", each.file, each.line, f"{each.src or 'a script'} comes before {name}"
            )
            return


def _runs_before(script: Loaded, place: int, library: Loaded, library_place: int) -> bool:
    if script.later != library.later:
        return library.later
    return place < library_place


def _brings_its_own(gadget: Gadget, library: re.Pattern[str]) -> bool:
    """A bundle may have all in it, and a script may load another: that cannot be told from outside."""
    return gadget.has(library, texts=True) or any(
        each.part is not None and len(each.part.text) > BUNDLE for each in gadget.own
    )
