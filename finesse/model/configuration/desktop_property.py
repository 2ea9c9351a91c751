"""The desktop's properties: what an administrator sets for everybody's desktop, each with its default.

A value is a text, as a layout's `<config>` has it. What desktops make of them, and that a layout's own win,
is in `gadgets/desktop/model/layout/properties.js`. Source: Administration Guide, Desktop Properties and
`utils finesse set_property desktop`. The longest texts are unconfirmed but that of the banner.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from finesse.model.length import Most

CHARACTERS = 1024  # of a value
_DIGITS = re.compile("[0-9]{1,9}")
_CONTROL = re.compile("[\x00-\x1f\x7f\u2028\u2029\ufffe\uffff]")


class Kind(StrEnum):
    """What a value may be."""

    FLAG = "flag"  # true or false
    NUMBER = "number"
    CHOICE = "choice"
    TEXT = "text"  # one line


class InvalidProperty(ValueError):
    """A property that there is not, or a value that it cannot have; the text says what it may be."""

    def __init__(self, key: str, why: str) -> None:
        super().__init__(f"{key}: {why}")
        self.key = key
        self.why = why


@dataclass(frozen=True, slots=True)
class DesktopProperty:
    """What there is to set. `least` and `most` bound a number; `most` the characters of a text."""

    key: str
    kind: Kind
    default: str
    least: int = 0
    most: int | None = None
    choices: tuple[str, ...] = ()

    def check(self, value: str) -> str:
        """The value as it is kept. InvalidProperty if it can be none."""
        why = ""
        match self.kind:
            case Kind.FLAG | Kind.CHOICE:
                if value not in self.choices:
                    why = f"one of {', '.join(self.choices)}"
            case Kind.NUMBER:
                if not _DIGITS.fullmatch(value) or not self.least <= int(value) <= (self.most or int(value)):
                    why = "a number " + (
                        f"from {self.least} to {self.most}"
                        if self.most is not None
                        else f"of at least {self.least}"
                    )
            case Kind.TEXT:
                if len(value) > (self.most or CHARACTERS) or _CONTROL.search(value):
                    why = f"one line of at most {self.most} characters"
        if why:
            raise InvalidProperty(self.key, why)
        return value


@dataclass(frozen=True, slots=True)
class DesktopSetting:
    """A property that an administrator has set."""

    id: int
    key: Annotated[str, Most(64)]
    value: Annotated[str, Most(CHARACTERS)]


def _flag(key: str, default: bool) -> DesktopProperty:
    return DesktopProperty(key, Kind.FLAG, "true" if default else "false", choices=("true", "false"))


def _number(key: str, default: int, least: int, most: int | None = None) -> DesktopProperty:
    return DesktopProperty(key, Kind.NUMBER, str(default), least, most)


def _choice(key: str, *choices: str) -> DesktopProperty:
    """The first is the default."""
    return DesktopProperty(key, Kind.CHOICE, choices[0], choices=choices)


def _text(key: str, most: int) -> DesktopProperty:
    return DesktopProperty(key, Kind.TEXT, "", most=most)


PROPERTIES: Mapping[str, DesktopProperty] = {
    each.key: each
    for each in (
        _text("title", 100),
        _text("logo", CHARACTERS),
        _text("securityBannerMessage", 220),
        _flag("enableShortCutKeys", True),
        _flag("enableDragDropAndResizeGadget", False),
        _flag("displayNavLevelGadgetsFirstInMultitab", False),
        _number("maxTabsOnTabbedGadgetHeader", 7, 1),
        _flag("forceWrapUp", True),
        _flag("showWrapUpTimer", True),
        _flag("wrapUpCountDown", True),
        _flag("enableWrapupButtonForAllCallTypes", False),
        _number("pendingDTMFThresholdCount", 20, 1, 20),
        _number("dtmfRequestTimeoutInMs", 5_000, 1_000, 200_000),
        _choice("enableDropParticipantFor", "supervisor_only", "conference_controller_and_supervisor", "all"),
        _choice("dropParticipant", "agents", "all"),
        _flag("showAgentHistoryGadgets", True),
        _flag("showActiveCallDetails", True),
        _flag("showNotificationOnCallVariablesChange", False),
        _flag("showNotificationOnParticipantChange", False),
        _flag("showNotificationOnWrapUpReasonsChange", False),
        _flag("showNotificationOnNumCallsChange", False),
        _flag("enableToasterNotificationForRONA", True),
        _flag("enableToasterNotificationForFailover", True),
        _flag("enableRingSound", True),
        _flag("retryLoginAfterLogoutPhoneFailure", False),
        _number("loginFailureRetryAttempts", 3, 0, 10),
        _number("loginFailureRetryInterval", 60, 15, 180),
    )
}


def checked(key: str, value: str) -> str:
    """The value as it is kept. InvalidProperty if there is no such property, or it cannot have that value."""
    if key not in PROPERTIES:
        raise InvalidProperty(key, "no property of the desktop")
    return PROPERTIES[key].check(value)


class DesktopProperties:
    """The properties with what is set of them."""

    def __init__(self, settings: Iterable[DesktopSetting]) -> None:
        self.set: Mapping[str, str] = {
            each.key: each.value for each in settings if _is_one(each.key, each.value)
        }

    def __getitem__(self, key: str) -> str:
        """The value that counts: what is set, or the default."""
        return self.set.get(key, PROPERTIES[key].default)

    def is_on(self, key: str) -> bool:
        """Whether a flag is set so."""
        return self[key] == "true"


def _is_one(key: str, value: str) -> bool:
    """Whether a later or an older version's value means something here."""
    try:
        checked(key, value)
    except InvalidProperty:
        return False
    return True
