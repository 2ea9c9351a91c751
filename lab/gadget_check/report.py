"""What the review found, for people and for programs."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from typing import Any

from lab.gadget_check.finding import Finding, Severity

VERSION = 1  # of the JSON


def lines(findings: Sequence[Finding]) -> list[str]:
    """A line for each, and one for the cure."""
    told = []
    for each in findings:
        told.append(
            f"{each.place.file}:{each.place.line}: {each.rule.severity}: {each.text} [{each.rule.id}]"
        )
        told.append(f"    {each.rule.cure}")
    return told


def summary(findings: Sequence[Finding], in_browser: int = 0) -> str:
    """How many of each, and how many errors there were in the browser."""
    counts = Counter(each.rule.severity for each in findings)
    words = [
        f"{counts[each]} {each}{'s' if counts[each] != 1 and each is not Severity.ADVICE else ''}"
        for each in Severity
        if counts[each]
    ]
    if in_browser:
        words.append(f"{in_browser} error{'s' if in_browser != 1 else ''} in the browser")
    return ", ".join(words) or "nothing to complain of"


def as_json(gadget: str, findings: Sequence[Finding], loaded: dict[str, Any] | None) -> str:
    """All that was found, for programs; later versions add to it."""
    counts = Counter(each.rule.severity for each in findings)
    told = {
        "version": VERSION,
        "gadget": gadget,
        "counts": {each.value: counts[each] for each in Severity},
        "findings": [
            {
                "rule": each.rule.id,
                "severity": each.rule.severity.value,
                "file": each.place.file,
                "line": each.place.line,
                "text": each.text,
                "cure": each.rule.cure,
            }
            for each in findings
        ],
        "browser": loaded,
    }
    return json.dumps(told, indent=2)
