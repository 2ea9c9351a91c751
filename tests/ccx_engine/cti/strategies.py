"""Hypothesis strategies for every declared message, made from its declaration."""

from __future__ import annotations

import dataclasses
from typing import Any

from hypothesis import strategies as st

from ccx_engine.cti.layout import (
    Counter,
    Fixed,
    Floating,
    Form,
    Group,
    Kind,
    NamedArray,
    NamedVariable,
)
from ccx_engine.cti.values import MAX_NAME, MAX_VALUE, SIGNED, cut
from ccx_engine.cti.wire import (
    REGISTRY,
    Message,
)

FORMS = [Form.of(version) for version in (10, 11, 12, 13, 14, 17, 18)] + [Form.of(18, length_width=2)]
MANY = 4  # members of a group: what is sent stays below 8,192 bytes


def text(limit: int) -> st.SearchStrategy[str]:
    """Strings that fit into `limit` bytes of UTF-8, without zeros."""
    characters = st.characters(exclude_categories=["Cs"], exclude_characters="\0")
    return st.text(characters, max_size=limit).map(lambda value: cut(value.encode(), limit).decode())


def value(kind: Kind[Any]) -> st.SearchStrategy[Any]:
    """Every value of a field type."""
    name = text(MAX_NAME).filter(bool)
    match kind.name:
        case "STRING":
            return text(kind.limit - 1)
        case "UNSPEC":
            return st.binary(min_size=8 if kind.code else 0, max_size=kind.limit)
        case "BOOL":
            return st.booleans()
        case "NAMEDVAR":
            return st.builds(NamedVariable, name, text(MAX_VALUE))
        case "NAMEDARRAY":
            return st.builds(NamedArray, st.integers(0, 255), name, text(MAX_VALUE))
    bits = 8 * kind.limit
    return (
        st.integers(-(2 ** (bits - 1)), 2 ** (bits - 1) - 1)
        if SIGNED[kind.name]
        else st.integers(0, 2**bits - 1)
    )


def record(cls: Any, form: Form) -> st.SearchStrategy[Any]:
    """A message or a record of a group with any values that the form carries."""
    defaults = {field.name: field.default for field in dataclasses.fields(cls)}
    given: dict[str, st.SearchStrategy[Any]] = {}
    for name, part in cls.LAYOUT:
        if isinstance(part, Counter) or not form.has(part):
            continue
        if isinstance(part, Group):
            given[name] = st.lists(record(part.record, form), max_size=MANY).map(tuple)
        elif isinstance(part, Floating) and part.many:
            given[name] = st.lists(value(part.kind), max_size=MANY).map(tuple)
        else:
            assert isinstance(part, Fixed | Floating)
            given[name] = value(part.kind) if defaults[name] is not None else st.none() | value(part.kind)
    return st.builds(cls, **given)


@st.composite
def message_and_form(draw: st.DrawFn, forms: list[Form] = FORMS) -> tuple[Message, Form]:
    """Any message, in any form."""
    form = draw(st.sampled_from(forms))
    return draw(record(draw(st.sampled_from(list(REGISTRY.values()))), form)), form
