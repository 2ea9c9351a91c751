"""Frozen dataclasses for a hundred message classes: what `dataclass(frozen=True)` does, without its cost.

`dataclass` compiles six functions for each class while it is imported, a quarter of a second for all
messages. Here the classes share one of each, and an `__init__` is compiled when its class is first used; it
sets the slots directly, in half the time.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any, NoReturn, TypeVar

C = TypeVar("C")


def frozen(cls: type[C]) -> type[C]:
    """Give a dataclass with slots its `__init__`, `__repr__`, `__eq__`, and let its objects never change."""

    def first_init(self: object, **given: Any) -> None:
        init = compiled_init(cls)
        type.__setattr__(cls, "__init__", init)
        init(self, **given)

    for name, function in {**_SHARED, "__init__": first_init}.items():
        setattr(cls, name, function)
    return cls


def compiled_init(cls: type) -> Callable[..., None]:
    """An `__init__` with the fields as keywords, their defaults, and one slot set after the other."""
    names: dict[str, Any] = {}
    parameters, body = ["self", "*"], []
    for field in dataclasses.fields(cls):
        names["set_" + field.name] = getattr(cls, field.name).__set__
        body.append(f"    set_{field.name}(self, {field.name})")
        if field.default is dataclasses.MISSING:
            parameters.append(field.name)
        else:
            names["default_" + field.name] = field.default
            parameters.append(f"{field.name}=default_{field.name}")
    source = "\n".join([f"def __init__({', '.join(parameters)}):", *body])
    exec(compile(source, f"<__init__ of {cls.__name__}>", "exec"), names)  # noqa: S102 - of our own declarations
    init: Callable[..., None] = names["__init__"]
    init.__qualname__ = f"{cls.__qualname__}.__init__"  # what a TypeError about the arguments names
    return init


def _unchangeable(self: object, name: str, value: object = None) -> NoReturn:
    raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")


def _values(self: Any) -> tuple[Any, ...]:
    return tuple(getattr(self, field.name) for field in dataclasses.fields(self) if field.compare)


def _equal(self: object, other: object) -> bool:
    return type(self) is type(other) and _values(self) == _values(other)


def _hash(self: object) -> int:
    return hash(_values(self))


def _shown(self: Any) -> str:
    shown = (
        f"{field.name}={getattr(self, field.name)!r}" for field in dataclasses.fields(self) if field.repr
    )
    return f"{type(self).__name__}({', '.join(shown)})"


_SHARED = {
    "__setattr__": _unchangeable,
    "__delattr__": _unchangeable,
    "__eq__": _equal,
    "__hash__": _hash,
    "__repr__": _shown,
}
