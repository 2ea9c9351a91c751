"""What AXL's operations work on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from ccx_engine.cucm.axl.changes import ChangeLog
from ccx_engine.cucm.axl.sql.database import Database
from ccx_engine.cucm.configuration.administration import Administration
from ccx_engine.cucm.configuration.cluster import Cluster
from ccx_engine.cucm.credentials.accounts import Accounts


class Telephony(Protocol):
    """What call processing does for AXL."""

    def reset(self, terminal: str) -> None:
        """The device goes out of service and comes back; where it is in a call, once that has ended."""


@dataclass(frozen=True, slots=True)
class Service:
    """The cluster, and who changes, checks, watches and queries it."""

    administration: Administration
    accounts: Accounts
    telephony: Telephony
    changes: ChangeLog
    database: Database

    @property
    def cluster(self) -> Cluster:
        return self.administration.cluster
