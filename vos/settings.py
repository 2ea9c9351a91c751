"""Settings of a service: one frozen dataclass, read from flags, environment and defaults.

Declare each setting once with `setting(...)`; the flag (`--cti-port`), the environment variable
(`CCX_CTI_PORT`), the `--help` text and the error message follow from it.
"""

from __future__ import annotations

import argparse
import dataclasses
import os
import types
import typing
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

T = TypeVar("T")

USAGE_ERROR = 2


class SettingsError(Exception):
    """A setting is wrong. The text is one line: which setting, what is wrong, what to do."""


def setting(default: Any, help: str) -> Any:
    """A field of a settings dataclass: its default and the one line that `--help` prints."""
    return dataclasses.field(default=default, metadata={"help": help})


def needed(help: str, example: str) -> Any:
    """A field without a right default, such as where a file is: somebody has to give its value."""
    return dataclasses.field(kw_only=True, metadata={"help": help, "example": example})


def load(cls: type[T], prefix: str, argv: Sequence[str], environ: Mapping[str, str] = os.environ) -> T:
    """Settings from flags, then environment (`PREFIX_FIELD`), then defaults.

    A flag that is wrong ends the process with argparse's usage line and exit code 2; a wrong value in the
    environment, and a needed one that is nowhere, raises SettingsError.
    """
    fields = dataclasses.fields(typing.cast(Any, cls))
    hints = typing.get_type_hints(cls)
    parser = argparse.ArgumentParser(
        prog=f"python -m {cls.__module__.rpartition('.')[0] or cls.__module__}",
        description=(cls.__doc__ or "").strip().splitlines()[0],
    )
    for field in fields:
        variable = f"{prefix}_{field.name}".upper()
        text = f"{field.metadata.get('help', '')} [{variable}, {_otherwise(field)}]"
        parser.add_argument(_flag(field.name), dest=field.name, metavar="VALUE", help=text.replace("%", "%%"))
    given = vars(parser.parse_args(argv))
    values: dict[str, Any] = {}
    for field in fields:
        variable = f"{prefix}_{field.name}".upper()
        if (text := given[field.name]) is not None:
            values[field.name] = _convert(hints[field.name], text, _flag(field.name))
        elif variable in environ:
            values[field.name] = _convert(hints[field.name], environ[variable], variable)
        elif _is_needed(field):
            raise SettingsError(
                f"{_flag(field.name)}: not given; name here or in {variable} {field.metadata['help']}, "
                + _example(field)
            )
    return cls(**values)


def arguments(settings: object) -> list[str]:
    """The flags that make another process have these settings; defaults are left out."""
    flags: list[str] = []
    for field in dataclasses.fields(typing.cast(Any, settings)):
        value = getattr(settings, field.name)
        if value != field.default:
            flags += [_flag(field.name), _shown(value)]
    return flags


def _is_needed(field: dataclasses.Field[Any]) -> bool:
    return field.default is dataclasses.MISSING


def _otherwise(field: dataclasses.Field[Any]) -> str:
    return f"needed, {_example(field)}" if _is_needed(field) else f"default {_shown(field.default)}"


def _example(field: dataclasses.Field[Any]) -> str:
    return f"such as {field.metadata['example']}"


def _flag(name: str) -> str:
    return "--" + name.replace("_", "-")


def _shown(value: Any) -> str:
    if type(value) is tuple:  # an Address is a tuple too, but one value
        return ",".join(map(str, value))
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else str(value)


_WORDS = {
    "true": True,
    "yes": True,
    "on": True,
    "1": True,
    "false": False,
    "no": False,
    "off": False,
    "0": False,
}


def _convert(hint: Any, text: str, source: str) -> Any:
    origin = typing.get_origin(hint)
    if origin in (types.UnionType, typing.Union):
        inner = [arg for arg in typing.get_args(hint) if arg is not type(None)]
        return None if text == "" else _convert(inner[0], text, source)
    if origin is tuple:
        item = typing.get_args(hint)[0]
        return tuple(_convert(item, part.strip(), source) for part in text.split(",") if part.strip())
    if origin is typing.Literal:
        choices = typing.get_args(hint)
        if text not in choices:
            raise SettingsError(f"{source}: {text!r} is none of {', '.join(choices)}")
        return text
    if hint is bool:
        if text.lower() not in _WORDS:
            raise SettingsError(f"{source}: {text!r} is neither true nor false")
        return _WORDS[text.lower()]
    if hint in (int, float):
        try:
            return hint(text)
        except ValueError:
            raise SettingsError(f"{source}: {text!r} is not a number") from None
    if hint is Path:
        return Path(text)
    if hasattr(hint, "parse"):  # a value class of its own, such as Address
        try:
            return hint.parse(text)
        except ValueError as error:
            raise SettingsError(f"{source}: {error}") from None
    return text
