"""A real notification service on ports of the system's choice, on either event loop."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path

import pytest

from certs.make import ensure
from notification.accounts import CannotTell, Origin
from notification.node import NotificationService, running
from notification.settings import NotificationSettings
from tests.notification.wire import ANY_PORT

Start = Callable[..., AbstractAsyncContextManager[NotificationService]]


class FakePasswords:
    """Everybody's password is `secret`; about `nobody` there is no telling."""

    def __init__(self) -> None:
        self.asked = 0

    def known(self, user: str, password: str) -> bool:
        return False

    async def check(self, user: str, password: str, origin: Origin) -> bool:
        self.asked += 1
        await asyncio.sleep(0)
        if user == "nobody":
            raise CannotTell("the tests say so")
        return password == "secret"


@pytest.fixture(scope="session")
def certs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("certs")
    ensure(folder, "localhost", ["localhost", "127.0.0.1"])
    return folder


@pytest.fixture
def start(certs: Path) -> Start:
    @contextlib.asynccontextmanager
    async def start(**changes: object) -> AsyncIterator[NotificationService]:
        ports = dict.fromkeys(("c2s", "c2s_tls", "http", "https"), ANY_PORT)
        settings = NotificationSettings(certs=certs, **{**ports, **changes})  # type: ignore[arg-type]
        async with running(settings, FakePasswords()) as service:
            yield service

    return start


@pytest.fixture
async def service(start: Start) -> AsyncIterator[NotificationService]:
    async with start() as service:
        yield service
