"""How a gadget behaves in the desktop: how it starts, its height, and what disturbs others. Pure.

Source: Finesse Web Services guide, Best Practices for Gadget Development.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lab.gadget_check.finding import Finding, found
from lab.gadget_check.gadget import Gadget, line_of

ON_CONNECT = re.compile(r"\bonConnect\b")
OTHERWISE = re.compile(  # it starts when it is loaded, which the product's own samples do, too
    r"\bregisterOnLoadHandler\b|\bDOMContentLoaded\b|\bready\s*\(|\bonload\b|\$\s*\(\s*function\b|\$\s*\(\s*\("
    r"|\bsetTimeout\s*\("
)
INLINE = re.compile(r"\b[iI]nit\w*\s*\(")
INIT = re.compile(r"\bClientServices\s*\.\s*init\b|\b\w+\s*\.\s*init\s*\(\s*(?:\w+\s*\.\s*)*[cC]onfig\b")
CLIENT_SERVICES = re.compile(r"\bClientServices\b")  # under a name of the author's own
ANY_INIT = re.compile(r"\.\s*init\s*\(")
REST = re.compile(r"\bnew\s+(?:finesse\s*\.\s*restservices\s*\.\s*)(?:\w+)")
HUB = re.compile(
    r"\b(?:ClientServices|ContainerServices)\s*\.\s*init\s*\("
    r"|\bgadgets\s*\.\s*Hub\s*\.\s*(?:publish|subscribe)\s*\("
)
BRACES = re.compile(r"[{}]")
STATEMENT = re.compile(r"[;{}]")  # between two of them
STATEMENT_LENGTH = 500  # characters that are looked back
ADJUST = re.compile(r"\badjustHeight\b|\bgetViewportDimensions\b")
DIALOG = re.compile(
    r"(?:(?<![\w$.])|\bwindow\s*\.\s*)(alert|confirm|prompt|showModalDialog)\s*\((?![^()\n]{0,200}\)\s*\{)"
)
DEFINES = re.compile(
    r"\bfunction\s+(?P<one>alert|confirm|prompt)\b"
    r"|\b(?:const|let|var|import)\b\s*(?P<some>\w+|\{[^{}]{0,500}\})"
)
SYNC = re.compile(
    r"\.open\s*\([^()]{0,200}(?:\([^()]{0,200}\)[^()]{0,200}){0,4},\s*(?:false|!1)\s*[,)]|\basync\s*:\s*(?:false|!1)\b"
)
PRIVATE = re.compile(
    r"\b_?(?:user|agent|dialog|dialogs|call|queue|queues|team|teams|media|mediaList|phoneBook|contact|workflow|clientLogs)"
    r"s?\s*\.\s*(_[A-Za-z]\w*)"
)
PAGE = re.compile(r"\b(?:parent|top)\s*\.\s*(?:document|\$|jQuery|finesse)\b")
INTERVAL = re.compile(r"(?<![\w$.])(?:window\s*\.\s*)?setInterval\s*\(")


def check(gadget: Gadget) -> Iterator[Finding]:
    """What scripts do, and what none of them does."""
    yield from _start(gadget)
    for rule, pattern, words in (
        ("sync-request", SYNC, "a request that is waited for"),
        ("private-field", PRIVATE, "a private field"),
        ("desktop-page", PAGE, "the desktop's own page"),
        ("own-timer", INTERVAL, "a timer of its own"),
    ):
        for script, line, match in gadget.calls(pattern):
            assert script.part is not None
            written = script.script.texts[slice(*match.span())]
            yield found(rule, script.part.file, line, f"{words}: {' '.join(written.split())[:80]}")
    own = {
        name
        for _, _, match in gadget.calls(DEFINES)
        for name in re.findall(r"\w+", match["one"] or match["some"])
    }
    for script, line, match in gadget.calls(DIALOG):
        assert script.part is not None
        if match[1] not in own and not script.script.code[: match.start()].rstrip().endswith("function"):
            yield found("blocking-dialog", script.part.file, line, f"{match[1]}() stops the desktop")
    for part, markup in gadget.documents:
        for text, line in markup.handlers:
            if (called := DIALOG.search(text)) is not None:
                yield found("blocking-dialog", part.file, line, f"{called[1]}() stops the desktop")


def _start(gadget: Gadget) -> Iterator[Finding]:
    scripts = gadget.own
    unseen = gadget.has_unseen
    shown = [each for each in gadget.elements("Content") if (each.get("type") or "html").lower() != "url"]
    if not scripts or not shown:
        return
    line = line_of(shown[0])
    starts = gadget.has(ON_CONNECT, texts=True) or gadget.has(OTHERWISE)
    starts = starts or any(each.src is None and INLINE.search(each.script.code) for each in scripts)
    if any(each.is_finesse for each in gadget.scripts) and not starts and not unseen:
        yield found("on-connect", gadget.spec, line, "nothing starts the gadget: no script sets onConnect")
    has_init = gadget.has(INIT) or (gadget.has(CLIENT_SERVICES) and gadget.has(ANY_INIT))
    if not has_init and not unseen and (call := next(gadget.calls(REST), None)) is not None:
        script, at, match = call
        assert script.part is not None
        yield found("client-services", script.part.file, at, f"{match[0]} before ClientServices.init")
    for each in scripts:
        assert each.part is not None
        for match in _at_once(each.script.code):
            there = each.part.line_at(match.start())
            yield found("before-connect", each.part.file, there, f"{match[0]}…) while the script is loaded")
    fixed = [each for each in gadget.elements("ModulePrefs") if each.get("height")]
    if not fixed and not unseen and not gadget.has(ADJUST):
        yield found("adjust-height", gadget.spec, line, "no script says how high the gadget is")


def _at_once(code: str) -> Iterator[re.Match[str]]:
    """Calls that are in no braces, so that nothing puts them off: they happen while the script is loaded."""
    depth, at = 0, 0
    for match in HUB.finditer(code):
        for brace in BRACES.findall(code, at, match.start()):
            depth += 1 if brace == "{" else -1
        at = match.start()
        if depth == 0 and "=>" not in STATEMENT.split(code[max(0, at - STATEMENT_LENGTH) : at])[-1]:
            yield match
