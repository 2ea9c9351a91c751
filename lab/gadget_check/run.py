"""The check as a whole: read, reviewed, loaded, told."""

from __future__ import annotations

import re
from pathlib import Path

from lab import terminal
from lab.failure import LabError, StartFailed
from lab.gadget_check import report
from lab.gadget_check.browser import Loaded, NoBrowser, load
from lab.gadget_check.finding import Severity
from lab.gadget_check.reading import read
from lab.gadget_check.review import review
from lab.workbench.gadget_files import gadget_of
from lab.workbench.wish import BadWish
from vos.settings import SettingsError

ADDRESS = re.compile(r"https?:/", re.IGNORECASE)  # one slash is what a path leaves of two
FAILING = {False: {Severity.ERROR}, True: {Severity.ERROR, Severity.WARNING}}


def checked(path: Path, *, as_json: bool, browser: bool, strict: bool) -> bool:
    """Whether nothing fails. SettingsError if there is no gadget there, LabError if it cannot be loaded."""
    if ADDRESS.match(str(path)):
        raise SettingsError("PATH: an address cannot be checked; give the folder that has the gadget's files")
    try:
        spec = path.resolve() if path.is_file() else gadget_of(path)
    except BadWish as wrong:
        raise SettingsError(f"PATH: {wrong}") from None
    findings = review(read(spec))
    loaded: Loaded | None = None
    why_not = ""
    if browser:
        try:
            loaded = load(spec)
        except NoBrowser as error:
            why_not = str(error)
        except StartFailed as error:
            raise LabError(500, f"the lab for the check did not start: {error}", "try --no-browser") from None
    if as_json:
        for line in report.as_json(str(spec), findings, loaded.as_json() if loaded else None).splitlines():
            terminal.say(line)
    else:
        for line in report.lines(findings):
            terminal.say(line)
        for line in loaded.lines() if loaded else []:
            terminal.say(line)
        terminal.say(f"{spec.name}: {report.summary(findings, loaded.faults if loaded else 0)}")
    if why_not:
        terminal.complain(f"not loaded in a browser: {why_not}")
    fails = any(each.rule.severity in FAILING[strict] for each in findings)
    return not fails and (loaded is None or loaded.is_fine)
