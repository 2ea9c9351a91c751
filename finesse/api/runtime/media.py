"""What Unified CCE has and Unified CCX has not: nonvoice media, and the configuration of the peripherals.

Source: Finesse Web Services guide, Media, SystemConfig, ClusterConfig, EnterpriseDatabaseConfig and
ECCVariableConfig ("supported with Unified CCE"). That the answer is 501 is unconfirmed: it might be 404; so
are the paths of the newest two, reservations and script selectors.
"""

from __future__ import annotations

from aiohttp import web

from finesse.api import auth, errors
from finesse.api.operation import Operation, Who, elsewhere
from finesse.api.runtime.user import caller_of

CONFIGURATION = ("SystemConfig", "ClusterConfig", "EnterpriseDatabaseConfig", "ECCVariableConfig")


async def not_implemented(request: web.Request) -> web.Response:
    """Not with Unified CCX."""
    await caller_of(request)
    raise errors.NotOnThisDeployment()


async def not_implemented_for_administrators(request: web.Request) -> web.Response:
    """Not with Unified CCX, as the administrator is told."""
    auth.only_administrator(await caller_of(request))
    raise errors.NotOnThisDeployment()


ROUTES: list[Operation] = [
    *(
        elsewhere(method, f"/finesse/api/{name}", not_implemented_for_administrators, Who.ADMINISTRATOR)
        for name in CONFIGURATION
        for method in ("GET", "PUT")
    ),
    elsewhere("GET", "/finesse/api/MediaDomain", not_implemented, Who.USERS),
    elsewhere("GET", "/finesse/api/ScriptSelectors", not_implemented, Who.USERS),
    elsewhere("GET", "/finesse/api/User/{id}/Dialogs/Media", not_implemented, Who.USERS),
    elsewhere("GET", "/finesse/api/User/{id}/Dialogs/Reservation", not_implemented, Who.USERS),
    *(
        elsewhere(method, f"/finesse/api/User/{{id}}/{path}", not_implemented, Who.USERS)
        for path in ("Media", "Media/{mrd}")
        for method in ("GET", "PUT")
    ),
]
