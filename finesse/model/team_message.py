"""A message of a supervisor to teams. Source: Finesse Web Services guide, TeamMessage."""

from __future__ import annotations

from dataclasses import dataclass

from finesse.model.xml import Shape, each, moment, part, text, words


@dataclass(frozen=True, slots=True)
class Creator:
    """Who wrote it: a supervisor, or the administrator, who has no names."""

    id: str
    first_name: str = ""
    last_name: str = ""


@dataclass(frozen=True, slots=True)
class TeamMessage:
    """`created_at` in seconds since 1970, `duration` in seconds; `teams` are their ids."""

    id: str
    created_by: Creator
    created_at: float
    duration: int
    content: str
    teams: tuple[int, ...]

    @property
    def uri(self) -> str:
        return f"/finesse/api/TeamMessage/{self.id}"

    @property
    def ends_at(self) -> float:
        return self.created_at + self.duration


_BEFORE = (
    text("uri"),
    text("id"),
    part(
        "createdBy",
        Shape("createdBy", text("id"), text("firstName"), text("lastName")),
        lambda message: message.created_by,
        always=True,
    ),
)
_AFTER = (
    text("duration"),
    text("content"),
    words("teams", "team"),
)
TEAM_MESSAGE: Shape[TeamMessage] = Shape("TeamMessage", *_BEFORE, moment("createdAt"), *_AFTER)
TEAM_MESSAGES: Shape[list[TeamMessage]] = Shape("TeamMessages", each(TEAM_MESSAGE))

# A notification tells the time in whole seconds since 1970, where REST tells it as a date.
PUBLISHED: Shape[TeamMessage] = Shape(
    "TeamMessage", *_BEFORE, text("createdAt", lambda message: int(message.created_at)), *_AFTER
)
