"""A fresh link; and a test that takes a `vector` or `malformed_vector` runs with each one of its kind."""

from __future__ import annotations

import pytest

from ccx_engine.cti.session import ClientSession, ServerSession
from tests.ccx_engine.cti.session_link import Link
from tests.ccx_engine.cti.vectors import load


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    for fixture, valid in (("vector", True), ("malformed_vector", False)):
        if fixture in metafunc.fixturenames:
            chosen = [vector for vector in load(metafunc.config) if vector.valid == valid]
            metafunc.parametrize(fixture, chosen, ids=str)


@pytest.fixture
def link() -> Link:
    return Link(ClientSession(now=0.0), ServerSession(now=0.0))
