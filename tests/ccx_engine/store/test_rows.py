"""Configurations as rows."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from ccx_engine.engine.configuration import rmcm_table
from ccx_engine.engine.configuration.rmcm import Configuration, Criterion, ResourceGroupSetup, SkillNeed
from ccx_engine.engine.scripts.script import Step
from ccx_engine.store.centre_table import written
from ccx_engine.store.rows import rows_of, table_of
from ccx_engine.store.tables import KEPT, Base, RevisionRow
from tests.ccx_engine.store.configurations import SAMPLE, configurations
from vos.centre import Table


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(configurations())
def test_a_configuration_comes_back_from_its_rows(configuration: Configuration) -> None:
    assert rmcm_table.read(Table("rows", table_of(rows_of(written(configuration))))) == configuration


def other(value: Any) -> Any:
    """A value of the same type that is not the same."""
    match value:
        case bool():
            return not value
        case int() | float():
            return value + 1
        case str():
            return value + "0"
        case tuple():
            return (*value, other(value[-1]))
        case Step():
            return dataclasses.replace(value, label="another")
        case Criterion():
            return Criterion.LEAST_SKILLED
        case SkillNeed():
            return SkillNeed(value.minimum + 1, value.weight + 1)
        case _:
            return {key: other(each) for key, each in value.items()}


WHOLE = dataclasses.replace(
    SAMPLE,
    resource_groups={1: ResourceGroupSetup(1, "Voice", ("agent1",))},
)
FIELDS = [
    (kind.name, field.name)
    for kind in dataclasses.fields(Configuration)
    for field in dataclasses.fields(next(iter(getattr(WHOLE, kind.name).values())))
    if (kind.name, field.name) != ("csqs", "resource_group")  # in place of skills: see below
]


@pytest.mark.parametrize(("kind", "field"), FIELDS)
def test_every_field_of_the_model_is_kept(kind: str, field: str) -> None:
    """Where this fails the model has grown: its field needs a column and a migration."""
    objects = getattr(WHOLE, kind)
    first = next(iter(objects.values()))
    changed = dataclasses.replace(first, **{field: other(getattr(first, field))})
    configuration = dataclasses.replace(WHOLE, **{kind: {**objects, first.id: changed}})
    assert rows_of(written(configuration)) != rows_of(written(WHOLE))


def test_the_agents_of_a_queue_may_be_a_resource_group() -> None:
    grouped = dataclasses.replace(SAMPLE.csqs[1], skills={}, resource_group=1)
    configuration = dataclasses.replace(WHOLE, csqs={**SAMPLE.csqs, 1: grouped})
    assert rmcm_table.read(Table("rows", table_of(rows_of(written(configuration))))) == configuration


def test_every_table_but_the_revision_keeps_configuration() -> None:
    kept = {each.__table__ for each in KEPT}
    assert kept == set(Base.metadata.tables.values()) - {RevisionRow.__table__}


def test_every_row_comes_after_those_that_it_names() -> None:
    order = [each.__table__ for each in KEPT]
    for at, table in enumerate(order):
        for key in table.foreign_keys:
            assert key.column.table in order[:at]
