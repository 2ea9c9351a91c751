"""What administrators read and change of each kind alike: one declaration, from which the operations follow.

Source: Finesse Web Services guide, configuration APIs. A new object is answered with 200 and its address in
the header Location; a change with 200 and nothing more. The secondary node only reads (403).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from finesse.api import errors
from finesse.api.answers import Answer, answer, created, done
from finesse.api.caller import Caller
from finesse.api.form import Filled, Form
from finesse.api.keys import RestNode
from finesse.api.operation import Handler, Operation, create, delete, get, update
from finesse.api.path import Named
from finesse.api.who import Who
from finesse.catalogue import Catalogue
from finesse.model.identity import Identified
from finesse.model.value import number
from finesse.model.xml import Shape, snake
from finesse.store.object_mapping import ObjectMapping

T = TypeVar("T", bound=Identified)

REFUSALS = (errors.FinesseApiError, errors.MaximumExceeded)


@dataclass(frozen=True)
class Kind(Generic[T]):
    """A kind of configuration object.

    `read` makes the object that a form says, from the one there is or from nothing, and `check` raises what
    stands against it being kept beside the others; `removable` what stands against its removal; `called` what
    it may be called in a path beside its number; `instead` the form that changes one where it is another.
    """

    noun: str
    kept: ObjectMapping[T]
    shape: Shape[T]
    new: Form
    changed: Form
    read: Callable[[Filled, T | None, Catalogue], T]
    check: Callable[[T, list[T]], None]
    removable: Callable[[T], None] = lambda _: None
    called: Callable[[T], str] = lambda _: ""
    instead: Callable[[T], Form | None] | None = None
    refuses: tuple[type[errors.ApiError], ...] = ()

    @property
    def path(self) -> str:
        return f"/finesse/api/{self.noun}"

    @property
    def named(self) -> Named:
        """One in a path, by its number or by what it is called."""

        def find(node: RestNode, caller: Caller, named: str) -> T | None:
            wanted = number(named)
            for one in node.catalogue.all(self.kept):
                if one.id == wanted or self.called(one) == named:
                    return one
            return None

        return Named(find)

    def still(self, catalogue: Catalogue, one: T) -> T:
        """The one as it is now that it can be changed. NotFound if it is there no more."""
        for other in catalogue.all(self.kept):
            if other.id == one.id:
                return other
        raise errors.NotFound(str(one.id))

    def reading(self, who: Who = Who.ADMINISTRATOR) -> Operation:
        """GET of one."""

        def read(node: RestNode, caller: Caller, form: Filled, one: T) -> Answer:
            return answer(self.shape, one)

        _named(read, f"get_{self.words}", f"One {self.spoken}.")
        return get(f"{self.path}/{{id}}", read, who, self.shape, [self.named])

    def listing(self, shape: Shape[Any]) -> Operation:
        """GET of all."""

        def read(node: RestNode, caller: Caller, form: Filled) -> Answer:
            return answer(shape, node.catalogue.all(self.kept))

        _named(read, f"get_{self.words}s", f"Every {self.spoken}.")
        return get(f"{self.path}s", read, Who.ADMINISTRATOR, shape)

    def writing(self) -> list[Operation]:
        """POST, PUT and DELETE."""

        async def post(node: RestNode, caller: Caller, form: Filled) -> Answer:
            catalogue = node.catalogue
            async with catalogue.changing() as change:
                new = self.read(form, None, catalogue)
                self.check(new, list(catalogue.all(self.kept)))
                (saved,) = await change.save(self.kept, new)
            return created(f"{self.path}/{saved.id}")

        async def put(node: RestNode, caller: Caller, form: Filled, one: T) -> Answer:
            catalogue = node.catalogue
            async with catalogue.changing() as change:
                changed = self.read(form, self.still(catalogue, one), catalogue)
                self.check(changed, [other for other in catalogue.all(self.kept) if other.id != one.id])
                await change.save(self.kept, changed)
            return done()

        async def remove(node: RestNode, caller: Caller, form: Filled, one: T) -> Answer:
            async with node.catalogue.changing() as change:
                self.removable(self.still(node.catalogue, one))
                await change.remove(self.kept, one.id)
            return done()

        _named(post, f"post_{self.words}", f"A new {self.spoken}.")
        _named(put, f"put_{self.words}", f"Change what the body names of a {self.spoken}.")
        _named(remove, f"delete_{self.words}", f"Remove a {self.spoken}.")
        path, refuses = f"{self.path}/{{id}}", REFUSALS + self.refuses
        return [
            create(self.path, post, self.new, refuses=refuses),
            update(path, put, self.changed, [self.named], refuses=refuses, instead=self.instead),
            delete(path, remove, [self.named], refuses=(errors.FinesseApiError, *self.refuses)),
        ]

    @property
    def words(self) -> str:
        """The kind's name in the names of functions."""
        return snake(self.noun)

    @property
    def spoken(self) -> str:
        """The kind's name in sentences."""
        return self.words.replace("_", " ")


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
