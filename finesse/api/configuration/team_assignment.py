"""What is assigned to a team, for the administrator.

Source: Finesse Web Services guide, Team (configuration). A PUT replaces the whole list; only
what is not everybody's can be assigned.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from finesse.api import errors
from finesse.api.answers import Answer, answer, done
from finesse.api.body import LIMIT
from finesse.api.caller import Caller
from finesse.api.configuration.kind import REFUSALS, Kind
from finesse.api.configuration.media_properties_layout import KIND as MEDIA_PROPERTIES_LAYOUT
from finesse.api.configuration.phone_book import KIND as PHONE_BOOK
from finesse.api.configuration.reason_code import CATEGORY
from finesse.api.configuration.reason_code import KIND as REASON_CODE
from finesse.api.configuration.workflow import KIND as WORKFLOW
from finesse.api.configuration.wrap_up_reason import KIND as WRAP_UP_REASON
from finesse.api.form import Filled, any_number, form, need
from finesse.api.keys import RestNode
from finesse.api.operation import Handler, Operation, Query, get, update
from finesse.api.path import ASSIGNED_TEAM
from finesse.api.who import Who
from finesse.catalogue import Catalogue
from finesse.model.configuration.media_properties_layout import MEDIA_PROPERTIES_LAYOUTS
from finesse.model.configuration.phone_book import CONFIGURED_PHONE_BOOKS
from finesse.model.configuration.reason import REASON_CODES, WRAP_UP_REASONS, ReasonCodes
from finesse.model.configuration.workflow import WORKFLOWS
from finesse.model.user import Team
from finesse.model.value import last_number
from finesse.model.xml import Shape

BYTES = 4 * LIMIT  # thousands of addresses


@dataclass(frozen=True)
class Assignment:
    """A kind of which teams have a list; `most` is how long that may be, `list_of` what the shape writes."""

    kind: Kind[Any]
    shape: Shape[Any]
    most: int
    query: tuple[Query, ...] = ()
    list_of: Callable[[Filled, tuple[Any, ...]], Any] = lambda _, things: things

    def operations(self) -> Iterator[Operation]:
        """GET and PUT."""
        path, named = f"/finesse/api/Team/{{id}}/{self.shape.name}", (ASSIGNED_TEAM,)
        yield get(path, self._get(), Who.ADMINISTRATOR, self.shape, named, query=self.query)
        takes = form(self.shape.name, any_number(self.kind.noun, need("uri"), most=self.most), limit=BYTES)
        yield update(path, self._put(), takes, named, query=self.query, refuses=REFUSALS)

    def _get(self) -> Handler:
        def read(node: RestNode, caller: Caller, form: Filled, team: Team) -> Answer:
            things = [one for one in self._candidates(node.catalogue, form) if team.id in one.teams]
            if things and isinstance(things[0].teams, Mapping):
                things.sort(key=lambda one: one.teams[team.id])
            return answer(self.shape, self.list_of(form, tuple(things)))

        read.__name__ = f"get_{self.kind.words}s_of_a_team"
        read.__doc__ = "Those that are assigned to the team."
        return read

    def _put(self) -> Handler:
        async def write(node: RestNode, caller: Caller, form: Filled, team: Team) -> Answer:
            async with node.catalogue.changing() as change:
                changed = list(self._changed(node.catalogue, team.id, form))
                if changed:
                    await change.save(self.kind.kept, *changed)
            return done()

        write.__name__ = f"put_{self.kind.words}s_of_a_team"
        write.__doc__ = "Assign these and no others."
        return write

    def _candidates(self, catalogue: Catalogue, form: Filled) -> list[Any]:
        things = catalogue.all(self.kind.kept)
        if not self.query:
            return list(things)
        return [one for one in things if one.category == form["category"]]

    def _changed(self, catalogue: Catalogue, team: int, form: Filled) -> Iterator[Any]:
        candidates = {one.id: one for one in self._candidates(catalogue, form)}
        wanted: dict[int, int] = {}
        for item in form.each(self.kind.noun):
            one = candidates.get(last_number(item["uri"]))
            if one is None or one.for_all:
                raise errors.FinesseApiError(
                    item["uri"], f"This {self.kind.noun} cannot be assigned to a team"
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
        lambda form, codes: ReasonCodes(form["category"], codes),
    ),
    Assignment(WRAP_UP_REASON, WRAP_UP_REASONS, 100),
    Assignment(PHONE_BOOK, CONFIGURED_PHONE_BOOKS, 300),
    Assignment(WORKFLOW, WORKFLOWS, 20),
    Assignment(MEDIA_PROPERTIES_LAYOUT, MEDIA_PROPERTIES_LAYOUTS, 199),
)

ROUTES = [operation for assignment in ASSIGNMENTS for operation in assignment.operations()]
