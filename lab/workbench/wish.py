"""What somebody says of a gadget: PATH_OR_URL[@role/tab]."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import cast, get_args

from finesse.third_party.workbench_file import Role, fault_of

ROLES: tuple[str, ...] = get_args(Role)
LONGEST = 4_096  # characters
PLACE = re.compile(r"(?P<role>[a-z]+)?(?:/(?P<tab>[A-Za-z0-9_-]{1,64}))?")
TAB = re.compile(r"[A-Za-z0-9_-]{0,64}")


class BadWish(Exception):
    """What was said names no gadget. The text is one line with the cure."""


@dataclass(frozen=True)
class Wish:
    """Where the gadget is, and for whom and where it is to be shown."""

    where: str  # a path, or an address with http or https
    role: Role = "all"
    tab: str = ""  # a tab's id, page or header; the first tab if empty

    @property
    def is_url(self) -> bool:
        """Whether another server has it."""
        return "://" in self.where


def read(text: str, exists: Callable[[str], bool], role: str = "", tab: str = "") -> Wish:
    """What `text` says. BadWish says what is wrong with it.

    A path may have an @ itself: where one `exists` as it was written, all of it is the path. What is said of
    `role` and `tab` besides must not be said in the text, too.
    """
    if not text or len(text) > LONGEST or not text.isprintable():
        raise BadWish("give the path of a gadget's XML, of its folder, or its address with http or https")
    where, said_role, said_tab = text, "", ""
    before, at, after = text.rpartition("@")
    if at and before and not ("://" not in text and exists(text)) and (found := PLACE.fullmatch(after)):
        is_place = found["role"] in ROLES or (found["role"] is None and found["tab"] is not None)
        if is_place:
            where, said_role, said_tab = before, found["role"] or "", found["tab"] or ""
        elif "://" not in text and exists(before):
            raise BadWish(f"{found['role']!r} after the @ is none of {', '.join(ROLES)}")
    if (said_role and role) or (said_tab and tab):
        raise BadWish(f"{text}: the role and the tab are said twice; leave out what follows the @")
    role, tab = role or said_role or "all", tab or said_tab
    if role not in ROLES:
        raise BadWish(f"role: {role!r} is none of {', '.join(ROLES)}")
    if TAB.fullmatch(tab) is None:
        raise BadWish(f"tab: {tab!r} is no tab's id: letters, digits, - and _; or page, or header")
    wish = Wish(where, cast(Role, role), tab)
    if wish.is_url and (wrong := fault_of(where)):
        raise BadWish(f"{where}: {wrong}")
    return wish
