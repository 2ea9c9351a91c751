"""ClientLog: what a desktop has to say about its own troubles.

Source: Finesse Web Services guide, ClientLog.
"""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Iterator

from aiohttp import web

from finesse.api import auth, errors
from finesse.api.answers import REQUEST_ID, accepted
from finesse.api.body import bounded, read_body
from finesse.api.form import Raw, form, need
from finesse.api.keys import CLIENT_LOGS, SERVER
from finesse.api.operation import Who, command
from finesse.api.runtime.user import caller_of
from finesse.client_logs import CHARACTERS
from finesse.realtime.notification import client_log_taken

logger = logging.getLogger(__name__)

BYTES = 8 * 1_048_576  # of the body: a character may be written as several


async def post_client_log(request: web.Request) -> web.Response:
    """Keep it; 202, and an event on the user's ClientLog node when that is done."""
    server = request.app[SERVER]
    caller = await caller_of(request)
    user = auth.found(server.state, request.match_info["id"])
    auth.himself(caller, user, request.match_info["id"])
    text = (await read_body(request, "ClientLog", BYTES)).required("logData")
    if len(text) > CHARACTERS:
        raise errors.InvalidInput("logData")
    with _told(user.login_id):
        await request.app[CLIENT_LOGS].keep(user.login_id, text)
    server.publish(client_log_taken(user, request.headers.get(REQUEST_ID, "")))
    return accepted()


async def post_compressed_client_log(request: web.Request) -> web.Response:
    """The same, compressed by the desktop: kept as it is, whatever its form (unconfirmed)."""
    server = request.app[SERVER]
    caller = await caller_of(request)
    user = auth.found(server.state, request.match_info["id"])
    auth.himself(caller, user, request.match_info["id"])
    data = await bounded(request, BYTES)
    if not data:
        raise errors.ParameterMissing("logData")
    with _told(user.login_id):
        await request.app[CLIENT_LOGS].keep_compressed(user.login_id, data)
    server.publish(client_log_taken(user, request.headers.get(REQUEST_ID, "")))
    return accepted()


@contextlib.contextmanager
def _told(login_id: str) -> Iterator[None]:
    """A disk that does not take the log is a line in ours, and an error for the desktop."""
    try:
        yield
    except OSError as error:
        logger.error("a log of %s's desktop cannot be kept: %s", login_id, error)
        raise errors.InternalServerError() from error


CLIENT_LOG = form("ClientLog", need("logData"))

ROUTES = [
    command("POST", "/finesse/api/User/{id}/ClientLog", post_client_log, Who.OWNER, CLIENT_LOG),
    command(
        "POST",
        "/finesse/api/User/{id}/CompressedClientLog",
        post_compressed_client_log,
        Who.OWNER,
        Raw("application/zip"),
        refuses=(errors.ParameterMissing,),
    ),
]
