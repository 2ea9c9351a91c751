"""The way back from the centre's file."""

from __future__ import annotations

import tomllib
from typing import Any

from hypothesis import HealthCheck, given, settings

from ccx_engine.engine.configuration import rmcm_table
from ccx_engine.engine.configuration.rmcm import Configuration
from ccx_engine.store.centre_table import toml, written
from tests.ccx_engine.store.configurations import SAMPLE, configurations
from vos import centre
from vos.centre import Table


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(configurations())
def test_what_is_written_as_toml_reads_as_the_same(configuration: Configuration) -> None:
    table: dict[str, Any] = tomllib.loads(toml(configuration))["rmcm"]
    assert rmcm_table.read(Table("file", table)) == configuration


def test_values_have_the_names_of_the_sample_centre() -> None:
    table = centre.read(centre.SAMPLE, "rmcm")
    for kind, objects in written(SAMPLE).items():
        for ours, theirs in zip(objects, table.tables(kind), strict=True):
            assert set(theirs.mapping()) <= set(ours) | {"type"}
            assert all(ours[key] == value for key, value in theirs.mapping().items() if key != "skills")
