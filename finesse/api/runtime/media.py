"""Nonvoice media, which Unified CCE has and Unified CCX has not.

Source: Finesse Web Services guide, Media ("supported with Unified CCE"). That the answer is 501 is
unconfirmed: it might be 404; so are the paths of the newest two, reservations and script selectors.
"""

from __future__ import annotations

from finesse.api.operation import elsewhere
from finesse.api.who import Who

ROUTES = [
    elsewhere("GET", "/finesse/api/MediaDomain", Who.USERS),
    elsewhere("GET", "/finesse/api/ScriptSelectors", Who.USERS),
    elsewhere("GET", "/finesse/api/User/{id}/Dialogs/Media", Who.USERS),
    elsewhere("GET", "/finesse/api/User/{id}/Dialogs/Reservation", Who.USERS),
    *(
        elsewhere(method, f"/finesse/api/User/{{id}}/{path}", Who.USERS)
        for path in ("Media", "Media/{mrd}")
        for method in ("GET", "PUT")
    ),
]
