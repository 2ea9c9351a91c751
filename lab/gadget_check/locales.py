"""Locales: the files of messages, and the messages that are named. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lab.gadget_check.finding import Finding, found
from lab.gadget_check.gadget import LINE_OF, Gadget, line_of, local
from vos import xml

MESSAGE = re.compile(r"__MSG_([\w.-]+?)__")
PREFS = re.compile(r"\bgadgets\s*\.\s*Prefs\b")
READ = re.compile(r"""\bgetMsg\s*\(\s*(["'])([\w.-]{1,200})\1\s*\)""")
DEFAULTS = frozenset({"", "all"})


def check(gadget: Gadget) -> Iterator[Finding]:
    """Files of messages that are not there or broken, and messages that no file has."""
    locales = gadget.elements("Locale")
    messages: set[str] = set()
    broken = False
    for locale in locales:
        line = line_of(locale)
        messages |= {
            each.get("name") or "" for each in locale if isinstance(each.tag, str) and local(each) == "msg"
        }
        href = locale.get("messages")
        if not href:
            continue
        path = gadget.path_of(href, gadget.spec)
        file = gadget.files.get(path) if path else None
        if file is None:  # told among the files, or of another server
            broken = True
            continue
        names, faults = _read(file.path, file.text)
        messages |= names
        broken = broken or bool(faults)
        yield from faults
        if faults and file.text is None:
            yield found("locale-broken", gadget.spec, line, f"{href} is no text")
    if locales and not any(
        (each.get("lang") or "").lower() in DEFAULTS and (each.get("country") or "").lower() in DEFAULTS
        for each in locales
    ):
        line = line_of(locales[0])
        yield found(
            "locale-default", gadget.spec, line, "there are no messages for other languages than those named"
        )
    if not broken:
        yield from _missing(gadget, messages)


def _read(path: str, text: str | None) -> tuple[set[str], list[Finding]]:
    try:
        root = xml.read((text or "").encode(), encoding="utf-8")
    except xml.BadXml as error:
        line = LINE_OF.search(str(error))
        return set(), [found("locale-broken", path, int(line[1]) if line else 1, str(error))]
    if local(root) != "messagebundle":
        why = f"the root element is <{local(root)}>, not <messagebundle>"
        return set(), [found("locale-broken", path, line_of(root), why)]
    names: set[str] = set()
    faults = []
    for each in root.iterchildren():
        name = each.get("name") or ""
        if local(each) != "msg" or not name:
            faults.append(
                found(
                    "locale-broken",
                    path,
                    line_of(each),
                    f"<{local(each)}> is no <msg> with a name",
                )
            )
        names.add(name)
    return names, faults


def _missing(gadget: Gadget, messages: set[str]) -> Iterator[Finding]:
    told = set()
    for match in MESSAGE.finditer(gadget.source):
        if match[1] not in messages and match[1] not in told:
            told.add(match[1])
            line = gadget.files[gadget.spec].line_at(match.start())
            yield found("message-missing", gadget.spec, line, f"no bundle has the message {match[1]}")
    for part, _ in gadget.contents:
        if part.file == gadget.spec:
            continue
        for match in MESSAGE.finditer(part.text):
            if match[1] not in messages and match[1] not in told:
                told.add(match[1])
                yield found(
                    "message-missing",
                    part.file,
                    part.line_at(match.start()),
                    f"no bundle has the message {match[1]}",
                )
    for script, line, match in gadget.calls(READ, texts=True) if gadget.has(PREFS) else ():
        if match[2] not in messages and match[2] not in told:
            told.add(match[2])
            assert script.part is not None
            yield found("message-missing", script.part.file, line, f"no bundle has the message {match[2]}")
