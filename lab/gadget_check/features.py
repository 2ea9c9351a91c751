"""Features: which the product has, and which a gadget needs for what it calls. Pure.

Source: Finesse Web Services guide, Gadget Specification XML Features; Apache Shindig's features.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from difflib import get_close_matches

from lab.gadget_check.finding import Finding, found
from lab.gadget_check.gadget import Gadget, line_of, local

# What gadgets of Finesse are known to require, and what is in every frame; the lab gives all of it.
KNOWN = frozenset(
    {
        "pubsub-2", "dynamic-height", "settitle", "setprefs", "loadingindicator", "content-rewrite",
        "collapsible", "osapi", "views", "tabs", "minimessage", "globals", "core", "core.config",
        "core.util", "core.util.urlparams", "core.util.onload", "core.util.string",
        "core.util.event", "core.util.dom", "core.json", "core.log", "core.prefs", "core.io",
        "rpc", "shindig.auth", "security-token", "xhrwrapper", "shindig-container",
    }
)  # fmt: skip
# Shindig has them as well; of no gadget of Finesse is it known that it has them there, and the lab has not.
OF_SHINDIG = frozenset(
    {
        "actions", "analytics", "auth-refresh", "core.legacy", "dynamic-height.height",
        "dynamic-height.util", "dynamic-width", "embedded-experiences", "i18n", "jsondom",
        "locked-domain", "oauthpopup", "open-views", "opensocial-0.8", "opensocial-0.9",
        "opensocial-1.0", "opensocial-data", "opensocial-templates", "org.openajax.hub-2.0.7",
        "pubsub", "selection", "shindig.uri", "shindig.xhrwrapper", "swfobject", "xmlutil",
    }
)  # fmt: skip
NEEDED = {
    "dynamic-height": re.compile(r"\bgadgets\s*\.\s*window\s*\.\s*(?:adjustHeight|getViewportDimensions)\b"),
    "settitle": re.compile(r"\bgadgets\s*\.\s*window\s*\.\s*setTitle\b"),
    "loadingindicator": re.compile(r"\bgadgets\s*\.\s*loadingindicator\b"),
    "views": re.compile(r"\bgadgets\s*\.\s*views\b"),
    "minimessage": re.compile(r"\bgadgets\s*\.\s*MiniMessage\b"),
    "tabs": re.compile(r"\bgadgets\s*\.\s*TabSet\b"),
    "osapi": re.compile(r"\bosapi\s*\.\s*\w"),
}
OF_FINESSE_JS = {"pubsub-2": "its notifications", "setprefs": "its sign-in"}
BEFORE_10 = re.compile(r"finesse[-.]?[89](?:\.\d+)*(?:\.min)?\.js$", re.IGNORECASE)  # it sets no preference
HUB = re.compile(r"\bgadgets\s*\.\s*Hub(?:Settings)?\b")
SET_PREF = re.compile(r"\b(?:[pP]refs?|Prefs\s*\(\s*\))\s*\.\s*set(?:Array)?\s*\(")
DISMISS = re.compile(r"\bloadingindicator\s*\.\s*dismiss\b")


def check(gadget: Gadget) -> Iterator[Finding]:
    """Features that are not there, and such that are needed and not required."""
    prefs = gadget.elements("ModulePrefs")
    if not prefs:
        return
    line = line_of(prefs[0])
    required = gadget.elements("Require")
    for each in required:
        name = each.get("feature") or ""
        if name not in KNOWN:
            meant = "".join(f"; {like!r} is one" for like in get_close_matches(name, sorted(KNOWN), 1))
            rule, what = "feature-unknown", f"Finesse has no feature {name!r}"
            if name in OF_SHINDIG:
                rule, what = "feature-unconfirmed", f"whether Finesse has {name!r} is not known"
            yield found(rule, gadget.spec, line_of(each), what + meant)
    for name, times in Counter(each.get("feature") or "" for each in required).items():
        if times > 1:
            last = next(each for each in reversed(required) if (each.get("feature") or "") == name)
            yield found("feature-twice", gadget.spec, line_of(last), f"{name} is required {times} times")
    asked = gadget.features()
    for name, pattern in NEEDED.items():
        if name not in asked and (call := next(gadget.calls(pattern), None)) is not None:
            script, at, match = call
            assert script.part is not None
            yield found("feature-needed", script.part.file, at, f"{match[0]} needs the feature {name}")
    libraries = [each for each in gadget.scripts if each.is_finesse]
    if libraries:
        for name, why in OF_FINESSE_JS.items():
            is_older = name == "setprefs" and all(BEFORE_10.search(each.name) for each in libraries)
            if name not in asked and not is_older:
                yield found(
                    "feature-needed", gadget.spec, line, f"finesse.js needs the feature {name} for {why}"
                )
    elif "pubsub-2" not in asked and gadget.has(HUB):
        yield found("feature-needed", gadget.spec, line, "gadgets.Hub needs the feature pubsub-2")
    elif "setprefs" not in asked and gadget.has(SET_PREF):
        yield found("feature-needed", gadget.spec, line, "Prefs.set needs the feature setprefs")
    yield from _loading(gadget)


def _loading(gadget: Gadget) -> Iterator[Finding]:
    feature = gadget.features().get("loadingindicator")
    if feature is None or gadget.has_unseen:
        return
    for param in feature:
        if (
            isinstance(param.tag, str)
            and local(param) == "Param"
            and param.get("name") == "manual-dismiss"
            and (param.text or "").strip().lower() == "true"
            and not gadget.has(DISMISS)
        ):
            yield found(
                "loading-dismissed",
                gadget.spec,
                line_of(param),
                "the loading indicator stays until it is dismissed, which no script does",
            )
