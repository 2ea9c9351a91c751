"""Which call variables a desktop shows, and where.

Source: Finesse Web Services guide, MediaPropertiesLayout.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated

from ccx_engine.cti.call_variables import POST_CALL_TREATMENT, Unfit, variable
from finesse.model.length import Most
from finesse.model.xml import Shape, each, part, text

DEFAULT = "DEFAULT"
CUSTOM = "CUSTOM"
TYPES = (DEFAULT, CUSTOM)

# What a layout shows besides the variables of a call.
_OTHERS = re.compile(
    r"BA[A-Za-z]+|queueNumber|queueName|callKeyCallId|callKeyPrefix|callKeySequenceNum|wrapUpReason"
)


def may_show(media_property: str) -> None:
    """Unfit unless a layout may show that. The engine's own variable needs a second one, of the user's."""
    if media_property == POST_CALL_TREATMENT:
        raise Unfit(f"no layout shows {media_property}", f"give user.{media_property} the same value")
    if not _OTHERS.fullmatch(media_property):
        variable(media_property)


@dataclass(frozen=True, slots=True)
class Entry:
    """One variable and what it is called on the desktop."""

    display_name: str
    media_property: str
    show_in_pop_over: bool = False
    ui_editable: bool = False


Entries = tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class MediaPropertiesLayout:
    """The variable in a call's header, and up to two columns. One layout is the default, for everybody."""

    id: int
    name: Annotated[str, Most(40)]
    description: Annotated[str, Most(128)] = ""
    type: Annotated[str, Most(8)] = CUSTOM
    header: Entries = ()
    columns: tuple[Entries, ...] = ()
    teams: frozenset[int] = frozenset()

    @property
    def uri(self) -> str:
        return f"/finesse/api/MediaPropertiesLayout/{self.id}"

    @property
    def for_all(self) -> bool:
        return self.type == DEFAULT

    def offered_to(self, team: int | None) -> bool:
        """Whether desktops of that team may show it."""
        return self.for_all or team in self.teams


_ENTRY: Shape[Entry] = Shape(
    "entry", text("displayName"), text("mediaProperty"), text("showInPopOver"), text("uiEditable")
)
MEDIA_PROPERTIES_LAYOUT: Shape[MediaPropertiesLayout] = Shape(
    "MediaPropertiesLayout",
    text("uri"),
    text("name"),
    text("description"),
    text("type"),
    part("header", Shape("header", each(_ENTRY)), always=True),
    each(Shape("column", each(_ENTRY)), lambda layout: layout.columns),
)
MEDIA_PROPERTIES_LAYOUTS: Shape[tuple[MediaPropertiesLayout, ...]] = Shape(
    "MediaPropertiesLayouts", each(MEDIA_PROPERTIES_LAYOUT)
)
