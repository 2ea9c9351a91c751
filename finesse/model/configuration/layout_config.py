"""What a desktop's pages consist of, as administrators write it.

Sources: Finesse Web Services guide, LayoutConfig; Administration Guide, Manage Desktop Layout.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from pathlib import Path

from finesse.model.configuration.layout.grammar import problems
from finesse.model.configuration.layout.located import CHARACTERS as CHARACTERS
from finesse.model.configuration.layout.located import NAMESPACE as NAMESPACE
from finesse.model.xml import Shape, text

DEFAULT = 0  # whose layout: no team's
_HERE = Path(__file__).with_name("layout")


class InvalidLayout(ValueError):
    """No layout; the text says why, in one line."""


@dataclass(frozen=True, slots=True)
class LayoutConfig:
    """A layout: everybody's, or that of a team."""

    id: int
    layoutxml: str

    @property
    def uri(self) -> str:
        return (
            "/finesse/api/LayoutConfig/default"
            if self.id == DEFAULT
            else f"/finesse/api/Team/{self.id}/LayoutConfig"
        )

    @property
    def use_default(self) -> bool:
        return self.id == DEFAULT


LAYOUT_CONFIG: Shape[LayoutConfig] = Shape("LayoutConfig", text("uri"), text("layoutxml"))
TEAM_LAYOUT_CONFIG: Shape[LayoutConfig] = Shape("TeamLayoutConfig", text("useDefault"), text("layoutxml"))


@functools.cache
def default_layout() -> str:
    """The layout of a new deployment."""
    return (_HERE / "default.xml").read_text(encoding="utf-8").strip()


def check(layout: str) -> None:
    """InvalidLayout unless it is a layout: the first thing that is wrong, with its line and column."""
    for problem in problems(layout):
        raise InvalidLayout(str(problem))
