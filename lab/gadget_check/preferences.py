"""User preferences: which are declared, which Finesse gives, and which are read. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lab.gadget_check.finding import Finding, found
from lab.gadget_check.gadget import Gadget, line_of

GIVEN = frozenset(
    {
        "authorization", "authToken", "id", "host", "hostPort", "scheme", "restHost",
        "localhostFQDN", "localhostPort", "xmppDomain", "pubsubDomain", "extension",
        "mobileAgentMode", "mobileAgentDialNumber", "country", "language", "locale",
        "clientDriftInMillis", "compatibilityMode", "teamId", "teamName", "peripheralId",
        "systemAuthMode", "toasterNotificationTimeout", "externalServerHost", "deploymentType",
        "navItemRoute", "order", "urlPrefs", "enableDropParticipantFor", "dropParticipant",
        "CCDContainer", "messages", "gadgetInfo", "cceSkillTargetId", "speechRecognitionHighlights",
    }
)  # fmt: skip
NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*")
READ = re.compile(r"""\bget(?:String|Int|Bool|Float|Array)\s*\(\s*(["'])([^"'\n]{1,200})\1\s*\)""")
PREFS = re.compile(r"\bgadgets\s*\.\s*Prefs\b")
UP = re.compile(r"__UP_(\w+?)__")


def check(gadget: Gadget) -> Iterator[Finding]:
    """Preferences that nobody gives."""
    declared: dict[str, object] = {}
    for each in gadget.elements("UserPref"):
        name, line = each.get("name") or "", line_of(each)
        declared[name] = each
        if NAME.fullmatch(name) is None:
            yield found("pref-name", gadget.spec, line, f"{name!r} is no name that a preference may have")
        is_required = (each.get("required") or "").lower() == "true"
        if is_required and each.get("default_value") is None and name not in GIVEN:
            yield found("pref-required", gadget.spec, line, f"{name} is required and has no default_value")
    known = GIVEN | declared.keys()
    told = set()
    if gadget.has(PREFS):
        for script, line, match in gadget.calls(READ, texts=True):
            if match[2] not in known and match[2] not in told:
                told.add(match[2])
                assert script.part is not None
                yield found("pref-unknown", script.part.file, line, f"nobody gives the preference {match[2]}")
    for part, _ in gadget.contents:
        for match in UP.finditer(part.text):
            if match[1] not in known and match[1] not in told:
                told.add(match[1])
                yield found(
                    "pref-unknown",
                    part.file,
                    part.line_at(match.start()),
                    f"nobody gives the preference {match[1]}",
                )
