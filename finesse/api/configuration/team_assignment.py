"""What is assigned to a team, for the administrator.

Source: Finesse Web Services guide, Team (configuration). A PUT replaces the whole list; only
what is not everybody's can be assigned.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from finesse.api import errors
from finesse.api.answers import answer, done
from finesse.api.body import LIMIT, Body, read_body
from finesse.api.configuration import values
from finesse.api.configuration.kind import REFUSALS, Kind, catalogue_of, reader, writer
from finesse.api.configuration.media_properties_layout import KIND as MEDIA_PROPERTIES_LAYOUT
from finesse.api.configuration.phone_book import KIND as PHONE_BOOK
from finesse.api.configuration.reason_code import CATEGORY, category_of
from finesse.api.configuration.reason_code import KIND as REASON_CODE
from finesse.api.configuration.workflow import KIND as WORKFLOW
from finesse.api.configuration.wrap_up_reason import KIND as WRAP_UP_REASON
from finesse.api.form import any_number, form, may
from finesse.api.ids import number
from finesse.api.keys import SERVER
from finesse.api.operation import Operation, Query, Who, get, update
from finesse.model.media_properties_layout import MEDIA_PROPERTIES_LAYOUTS
from finesse.model.phone_book import CONFIGURED_PHONE_BOOKS
from finesse.model.reason import REASON_CODES, WRAP_UP_REASONS, ReasonCodes
from finesse.model.user import Team
from finesse.model.workflow import WORKFLOWS
from finesse.model.xml import Shape

BYTES = 4 * LIMIT  # thousands of addresses


def assigned_team(request: web.Request) -> Team:
    """The team in the path."""
    named = request.match_info["id"]
    team = request.app[SERVER].state.teams.get(number(named))
    if team is None:
        raise errors.NoSuchTeam(named)
    return team


@dataclass(frozen=True)
class Assignment:
    """A kind of which teams have a list; `most` is how long that may be, `list_of` what the shape writes."""

    kind: Kind[Any]
    shape: Shape[Any]
    most: int
    query: tuple[Query, ...] = ()
    list_of: Callable[[web.Request, tuple[Any, ...]], Any] = lambda _, things: things

    def operations(self) -> Iterator[Operation]:
        """GET and PUT."""
        path = f"/finesse/api/Team/{{id}}/{self.shape.name}"
        refuses = (errors.NoSuchTeam,)
        if self.query:
            refuses += (errors.ParameterMissing, errors.InvalidInput)  # type: ignore[assignment]
        yield get(path, self._get(), Who.ADMINISTRATOR, self.shape, query=self.query, refuses=refuses)
        takes = form(self.shape.name, any_number(self.kind.noun, may("uri")))
        operation = update(path, self._put(), takes, refuses=refuses + REFUSALS)
        yield dataclasses.replace(operation, query=self.query)

    def _get(self) -> Callable[[web.Request], Any]:
        async def read(request: web.Request) -> web.Response:
            await reader(request)
            team = assigned_team(request)
            things = [one for one in self._candidates(request) if team.id in one.teams]
            if things and isinstance(things[0].teams, Mapping):
                things.sort(key=lambda one: one.teams[team.id])
            return answer(self.shape, self.list_of(request, tuple(things)))

        read.__name__ = f"get_{self.kind.words}s_of_a_team"
        read.__doc__ = "Those that are assigned to the team."
        return read

    def _put(self) -> Callable[[web.Request], Any]:
        async def write(request: web.Request) -> web.Response:
            await writer(request)
            team = assigned_team(request)
            self._candidates(request)
            body = await read_body(request, self.shape.name, BYTES)
            async with catalogue_of(request).changing() as change:
                changed = list(self._changed(request, team.id, body))
                if changed:
                    await change.save(self.kind.kept, *changed)
            return done()

        write.__name__ = f"put_{self.kind.words}s_of_a_team"
        write.__doc__ = "Assign these and no others."
        return write

    def _candidates(self, request: web.Request) -> list[Any]:
        things = catalogue_of(request).all(self.kind.kept)
        if not self.query:
            return list(things)
        category = category_of(request)
        return [one for one in things if one.category == category]

    def _changed(self, request: web.Request, team: int, body: Body) -> Iterator[Any]:
        candidates = {one.id: one for one in self._candidates(request)}
        wanted: dict[int, int] = {}
        for item in values.several(body, self.kind.noun, self.most):
            one = candidates.get(values.number_of(item))
            if one is None or one.for_all:
                raise errors.FinesseApiError(
                    item.required("uri"), f"This {self.kind.noun} cannot be assigned to a team"
                )
            wanted.setdefault(one.id, len(wanted))
        for one in candidates.values():
            if isinstance(one.teams, Mapping):
                teams: Any = {other: at for other, at in one.teams.items() if other != team}
                if one.id in wanted:
                    teams[team] = wanted[one.id]
            else:
                teams = one.teams - {team} | ({team} if one.id in wanted else set())
            if teams != one.teams:
                yield dataclasses.replace(one, teams=teams)


ASSIGNMENTS = (
    Assignment(
        REASON_CODE,
        REASON_CODES,
        100,
        CATEGORY,
        lambda request, codes: ReasonCodes(category_of(request), codes),
    ),
    Assignment(WRAP_UP_REASON, WRAP_UP_REASONS, 100),
    Assignment(PHONE_BOOK, CONFIGURED_PHONE_BOOKS, 300),
    Assignment(WORKFLOW, WORKFLOWS, 20),
    Assignment(MEDIA_PROPERTIES_LAYOUT, MEDIA_PROPERTIES_LAYOUTS, 199),
)

ROUTES = [operation for assignment in ASSIGNMENTS for operation in assignment.operations()]
