"""The configuration of the peripherals, which Unified CCE has and Unified CCX has not.

Source: Finesse Web Services guide, SystemConfig, ClusterConfig, EnterpriseDatabaseConfig and
ECCVariableConfig ("supported with Unified CCE"). That the answer is 501 is unconfirmed: it might be 404.
"""

from __future__ import annotations

from finesse.api.operation import elsewhere
from finesse.api.who import Who

ROUTES = [
    elsewhere(method, f"/finesse/api/{name}", Who.ADMINISTRATOR)
    for name in ("SystemConfig", "ClusterConfig", "EnterpriseDatabaseConfig", "ECCVariableConfig")
    for method in ("GET", "PUT")
]
