"""Frozen dataclasses for both contracts' messages: what `dataclass(frozen=True)` does, without its cost.

`dataclass` compiles six functions for each class while it is imported, a quarter of a second for all
messages. Here the classes share one of each, and an `__init__` is compiled when its class is first used; it
sets the slots directly, in half the time.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any, NoReturn, TypeVar, dataclass_transform

C = TypeVar("C")


@dataclass_transform(frozen_default=True, field_specifiers=(dataclasses.field,))
def frozen_dataclass(cls: type[C]) -> type[C]:
    """As `dataclass(frozen=True, slots=True)`."""
    return frozen(dataclasses.dataclass(init=False, repr=False, eq=False, slots=True)(cls))


def frozen(cls: type[C]) -> type[C]:
    """Give a dataclass with slots its `__init__`, `__repr__`, `__eq__`, and let its objects never change."""

    def first_init(self: object, *given: Any, **named: Any) -> None:
        init = compiled_init(cls)
        type.__setattr__(cls, "__init__", init)
        init(self, *given, **named)

    for name, function in {**_SHARED, "__init__": first_init}.items():
        setattr(cls, name, function)
    return cls


def compiled_init(cls: type) -> Callable[..., None]:
    """An `__init__` with the fields as parameters, their defaults, and one slot set after the other."""
    names: dict[str, Any] = {"missing": dataclasses.MISSING}
    parameters, named, body = ["self"], list[str](), ["    pass"]
    for field in dataclasses.fields(cls):
        names["set_" + field.name] = getattr(cls, field.name).__set__
        value, default = field.name, f"default_{field.name}"
        if field.default_factory is not dataclasses.MISSING:
            names["new_" + field.name] = field.default_factory
            value, default = f"new_{value}() if {value} is missing else {value}", "missing"
        elif field.default is not dataclasses.MISSING:
            names[default] = field.default
        else:
            default = ""
        body.append(f"    set_{field.name}(self, {value})")
        (named if field.kw_only else parameters).append(f"{field.name}={default}" if default else field.name)
    if named:
        parameters += ["*", *named]
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
