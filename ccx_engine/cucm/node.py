"""Puts CUCM together and runs it."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass

from ccx_engine.cucm.axl.server import Axl
from ccx_engine.cucm.axl.server import serving as serving_axl
from ccx_engine.cucm.call_numbers_file import kept
from ccx_engine.cucm.calls.call_numbers import counted
from ccx_engine.cucm.configuration.administration import Administration
from ccx_engine.cucm.credentials.accounts import Accounts
from ccx_engine.cucm.cti_manager.server import CtiManager
from ccx_engine.cucm.provisioning import provision
from ccx_engine.cucm.settings import CucmSettings
from vos import centre, tls
from vos.address import Address
from vos.lockout import Lockout


@dataclass(frozen=True)
class Node:
    """A CUCM that serves."""

    addresses: dict[str, Address]


@contextlib.asynccontextmanager
async def running(settings: CucmSettings) -> AsyncIterator[Node]:
    """CUCM serves inside the context. All that it knows is forgotten when it ends, but calls' numbers."""
    cluster = provision(centre.read(settings.centre, "cucm"))
    context = tls.server_context(settings.certs, settings.certificate)
    lockout = Lockout(settings.lock_tries, settings.lock_seconds)
    accounts = Accounts(cluster, lockout, lock_administrators=settings.lock_administrators)
    administration = Administration(cluster)
    numbers = counted() if settings.call_numbers is None else kept(settings.call_numbers)
    cti_manager = CtiManager(cluster, accounts, numbers=numbers)
    administration.hearers.append(cti_manager.reconfigured)
    async with (
        cti_manager.serving(settings.jtapi) as jtapi,
        serving_axl(
            Axl(administration, accounts, cti_manager, (settings.certificate, *settings.names)),
            settings.axl,
            context,
        ) as axl,
    ):
        yield Node({"axl": axl, "jtapi": jtapi})
