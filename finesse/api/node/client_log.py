"""ClientLog: what a desktop has to say about its own troubles.

Source: Finesse Web Services guide, ClientLog.
"""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Iterator

from finesse.api import errors
from finesse.api.answers import Answer, accepted
from finesse.api.caller import Caller
from finesse.api.form import Filled, Raw, Upload, form, need
from finesse.api.keys import RestNode
from finesse.api.operation import command
from finesse.api.path import USER
from finesse.api.who import Who
from finesse.client_logs import CHARACTERS
from finesse.model.user import User
from finesse.model.value import words
from finesse.realtime.notification import client_log_taken

logger = logging.getLogger(__name__)

BYTES = 8 * 1_048_576  # of the body: a character may be written as several


async def post_client_log(node: RestNode, caller: Caller, form: Filled, user: User) -> Answer:
    """Keep a log; 202, and an event on the user's ClientLog node when that is done."""
    with _told(user.login_id):
        await node.client_logs.keep(user.login_id, form["logData"])
    node.switchboard.publish(client_log_taken(user, caller.request_id))
    return accepted()


async def post_compressed_client_log(node: RestNode, caller: Caller, form: Upload, user: User) -> Answer:
    """A log that the desktop has compressed: kept as it is, whatever its form (unconfirmed)."""
    if not form.data:
        raise errors.ParameterMissing("logData")
    with _told(user.login_id):
        await node.client_logs.keep_compressed(user.login_id, form.data)
    node.switchboard.publish(client_log_taken(user, caller.request_id))
    return accepted()


@contextlib.contextmanager
def _told(login_id: str) -> Iterator[None]:
    """A disk that does not take the log is a line in ours, and an error for the desktop."""
    try:
        yield
    except OSError as error:
        logger.error("a log of %s's desktop cannot be kept: %s", login_id, error)
        raise errors.InternalServerError() from error


CLIENT_LOG = form("ClientLog", need("logData", words(CHARACTERS)), limit=BYTES)

ROUTES = [
    command("POST", "/finesse/api/User/{id}/ClientLog", post_client_log, Who.OWNER, CLIENT_LOG, [USER]),
    command(
        "POST",
        "/finesse/api/User/{id}/CompressedClientLog",
        post_compressed_client_log,
        Who.OWNER,
        Raw("application/zip", BYTES),
        [USER],
        refuses=(errors.ParameterMissing,),
    ),
]
