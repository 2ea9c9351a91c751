"""SystemInfo: whether this node serves. Source: Finesse Web Services guide, SystemInfo."""

from __future__ import annotations

from finesse.api.answers import Answer, answer
from finesse.api.form import Filled
from finesse.api.keys import RestNode
from finesse.api.operation import get
from finesse.api.who import Who
from finesse.model.system_info import SYSTEM_INFO, URI


def get_system_info(node: RestNode, caller: None, form: Filled) -> Answer:
    """For everybody, without credentials, and always 200: the one thing that clients poll."""
    return answer(SYSTEM_INFO, node.switchboard.system_info())


ROUTES = [get(URI, get_system_info, Who.ANYBODY, SYSTEM_INFO)]
