"""What a gadget's XML must be: well-formed, without a DTD, a <Module> with preferences and content. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lab.gadget_check.finding import Finding, found
from lab.gadget_check.gadget import Gadget, line_of, local

TYPES = {"", "html", "url"}
DECLARED = re.compile(r"""\s*<\?xml[^>]*?encoding\s*=\s*["']([\w.-]+)["']""")
CDATA_END = re.compile(r"\]\]>")


def check(gadget: Gadget) -> Iterator[Finding]:
    """Faults of the XML itself."""
    spec = gadget.spec
    if not spec.lower().endswith(".xml"):
        yield found("spec-ending", spec, 1, f"{spec} does not end in .xml")
    if gadget.files[spec].text is None:
        yield found("xml-encoding", spec, 1, "the file is no text in UTF-8, or is too long")
        return
    declared = DECLARED.match(gadget.source)
    if declared and declared[1].lower().replace("-", "") not in ("utf8", "usascii", "ascii"):
        yield found("xml-encoding", spec, 1, f"the file says that it is {declared[1]}")
    if gadget.fault is not None:
        yield _fault(gadget, *gadget.fault)
        return
    if gadget.root is not None:
        yield from _structure(gadget)


def _fault(gadget: Gadget, line: int, why: str) -> Finding:
    if gadget.is_dtd:
        at = gadget.source.find("<!DOCTYPE")
        return found("xml-dtd", gadget.spec, gadget.files[gadget.spec].line_at(max(0, at)), why)
    ends = CDATA_END.findall(gadget.source)
    if len(ends) > gadget.source.count("<![CDATA["):
        at = _second_end(gadget.source)
        return found(
            "xml-cdata",
            gadget.spec,
            gadget.files[gadget.spec].line_at(at),
            f"]]> ends the CDATA early: {why}",
        )
    return found("xml", gadget.spec, line, why)


def _second_end(source: str) -> int:
    """Where the first ]]> is that ends no CDATA, or one that the script goes on after."""
    first = source.find("<![CDATA[")
    return max(0, source.find("]]>", first if first >= 0 else 0))


def _structure(gadget: Gadget) -> Iterator[Finding]:
    spec, root = gadget.spec, gadget.root
    assert root is not None
    if local(root) != "Module":
        yield found("xml-root", spec, line_of(root), f"the root element is <{local(root)}>")
        return
    prefs = gadget.elements("ModulePrefs")
    if not prefs:
        yield found("spec-prefs", spec, line_of(root), "there is no <ModulePrefs>")
    elif not (prefs[0].get("title") or "").strip():
        yield found("spec-title", spec, line_of(prefs[0]), "<ModulePrefs> has no title")
    contents = gadget.elements("Content")
    if not contents:
        yield found("spec-content", spec, line_of(root), "there is no <Content>")
        return
    for content in contents:
        kind, href = (content.get("type") or "").lower(), content.get("href")
        if kind not in TYPES or (kind == "url" and not href):
            yield found("content-type", spec, line_of(content), f"<Content> of type {kind!r} is not shown")
        elif not href and not (content.text or "").strip():
            yield found("spec-content", spec, line_of(content), "<Content> is empty")
        elif href and (content.text or "").strip():
            yield found("content-both", spec, line_of(content), "<Content> has an href and something inside")
    views = {view.strip() for each in contents for view in (each.get("view") or "default").split(",")}
    if "default" not in views:
        yield found(
            "content-view",
            spec,
            line_of(contents[0]),
            f"there are only the views {', '.join(sorted(views))}",
        )
