"""What administrators read and change of each kind alike: one declaration, from which the operations follow.

Source: Finesse Web Services guide, configuration APIs. A new object is answered with 200 and its address in
the header Location; a change with 200 and nothing more. The secondary node only reads (403).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from aiohttp import web

from finesse.api import auth, errors
from finesse.api.answers import Handler, answer, created, done
from finesse.api.body import LIMIT, Body, read_body
from finesse.api.form import Form
from finesse.api.ids import number
from finesse.api.keys import SERVER, SETTINGS
from finesse.api.operation import Operation, Who, create, delete, get, update
from finesse.api.runtime.user import caller_of
from finesse.catalogue import Catalogue
from finesse.model.identity import Identified
from finesse.model.xml import Shape
from finesse.store.mappings import ObjectMapping

T = TypeVar("T", bound=Identified)

REFUSALS = (errors.Forbidden, errors.FinesseApiError, errors.MaximumExceeded)


@dataclass(frozen=True)
class Kind(Generic[T]):
    """A kind of configuration object.

    `read` makes the object that a body says, from the one there is or from nothing, and `check` raises what
    stands against it being kept beside the others; `removable` what stands against its removal; `called` what
    it may be called in a path beside its number.
    """

    noun: str
    kept: ObjectMapping[T]
    shape: Shape[T]
    new: Form
    changed: Form
    read: Callable[[Body, T | None, Catalogue], T]
    check: Callable[[T, list[T]], None]
    removable: Callable[[T], None] = lambda _: None
    called: Callable[[T], str] = lambda _: ""
    refuses: tuple[type[errors.ApiError], ...] = ()
    limit: int = LIMIT

    @property
    def path(self) -> str:
        return f"/finesse/api/{self.noun}"

    def find(self, request: web.Request, name: str = "id") -> T:
        """The one in the path. NotFound if there is none."""
        named = request.match_info[name]
        wanted = number(named)
        for one in catalogue_of(request).all(self.kept):
            if one.id == wanted or self.called(one) == named:
                return one
        raise errors.NotFound(named)

    def reading(self, who: Who = Who.ADMINISTRATOR) -> Operation:
        """GET of one."""

        async def read(request: web.Request) -> web.Response:
            await reader(request, who)
            return answer(self.shape, self.find(request))

        _named(read, f"get_{self.words}", "One of them.")
        return get(f"{self.path}/{{id}}", read, who, self.shape)

    def listing(self, shape: Shape[Any]) -> Operation:
        """GET of all."""

        async def read(request: web.Request) -> web.Response:
            await reader(request)
            return answer(shape, catalogue_of(request).all(self.kept))

        _named(read, f"get_{self.words}s", "All of them.")
        return get(f"{self.path}s", read, Who.ADMINISTRATOR, shape)

    def writing(self) -> list[Operation]:
        """POST, PUT and DELETE."""

        async def post(request: web.Request) -> web.Response:
            await writer(request)
            body = await read_body(request, self.noun, self.limit)
            async with catalogue_of(request).changing() as change:
                catalogue = catalogue_of(request)
                new = self.read(body, None, catalogue)
                self.check(new, list(catalogue.all(self.kept)))
                (saved,) = await change.save(self.kept, new)
            return created(request, f"{self.path}/{saved.id}")

        async def put(request: web.Request) -> web.Response:
            await writer(request)
            self.find(request)
            body = await read_body(request, self.noun, self.limit)
            says_something(body, self.changed)
            async with catalogue_of(request).changing() as change:
                old = self.find(request)
                catalogue = catalogue_of(request)
                changed = self.read(body, old, catalogue)
                self.check(changed, [one for one in catalogue.all(self.kept) if one.id != old.id])
                await change.save(self.kept, changed)
            return done()

        async def remove(request: web.Request) -> web.Response:
            await writer(request)
            async with catalogue_of(request).changing() as change:
                old = self.find(request)
                self.removable(old)
                await change.remove(self.kept, old.id)
            return done()

        _named(post, f"post_{self.words}", "A new one.")
        _named(put, f"put_{self.words}", "Change what the body names.")
        _named(remove, f"delete_{self.words}", "Forget it.")
        refuses = REFUSALS + self.refuses
        return [
            create(self.path, post, self.new, refuses=refuses),
            update(f"{self.path}/{{id}}", put, self.changed, refuses=refuses),
            delete(
                f"{self.path}/{{id}}",
                remove,
                refuses=(errors.Forbidden, errors.FinesseApiError, *self.refuses),
            ),
        ]

    @property
    def words(self) -> str:
        """Its name in the names of functions."""
        return "".join(f"_{one.lower()}" if one.isupper() else one for one in self.noun).lstrip("_")


def catalogue_of(request: web.Request) -> Catalogue:
    """What is configured."""
    return request.app[SERVER].catalogue


async def reader(request: web.Request, who: Who = Who.ADMINISTRATOR) -> None:
    """The administrator, or whoever else may read this."""
    caller = await caller_of(request)
    if who is Who.ADMINISTRATOR:
        auth.only_administrator(caller)


async def writer(request: web.Request) -> None:
    """The administrator, on the primary node."""
    await reader(request)
    if request.app[SETTINGS].is_secondary:
        raise errors.Forbidden()


def says_something(body: Body, form: Form) -> None:
    """A change names at least one thing that can be changed."""
    if not any(body.has(field.name) for field in form.fields):
        raise errors.InvalidInput()


def at_most(most: int, others: int, what: str) -> None:
    """MaximumExceeded unless there is room for one more beside so many others."""
    if others >= most:
        raise errors.MaximumExceeded(what)


def unique(value: object, others: list[Any], name: str, of: Callable[[Any], object]) -> None:
    """FinesseApiError if another has that value."""
    if any(of(other) == value for other in others):
        raise errors.FinesseApiError(name, f"There is another one with this {name}")


def _named(handler: Handler, name: str, doc: str) -> None:
    """As the description calls it."""
    handler.__name__ = name
    handler.__doc__ = doc
