"""All rules over one gadget. Pure."""

from __future__ import annotations

from lab.gadget_check import addresses, features, habits, loading, locales, preferences, references, specs
from lab.gadget_check.finding import Finding
from lab.gadget_check.gadget import Gadget

MOST = 500  # findings
SUBJECTS = (specs, features, preferences, locales, references, addresses, loading, habits)


def review(gadget: Gadget) -> list[Finding]:
    """What was found, in the order of files and lines, each once."""
    found = {finding for subject in SUBJECTS for finding in subject.check(gadget)}
    order = sorted(
        found, key=lambda each: (each.place.file != gadget.spec, each.place, each.rule.id, each.text)
    )
    return order[:MOST]
