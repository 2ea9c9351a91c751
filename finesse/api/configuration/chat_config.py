"""ChatConfig: where desktops find the servers of their chat.

Source: Finesse Web Services guide, ChatConfig.
"""

from __future__ import annotations

import dataclasses

from finesse.api import errors
from finesse.api.answers import Answer, answer, done
from finesse.api.caller import Caller
from finesse.api.form import Filled, changes, may, may_group
from finesse.api.keys import RestNode
from finesse.api.operation import get, update
from finesse.api.who import Who
from finesse.catalogue import Catalogue
from finesse.model.configuration.chat_config import CHAT_CONFIG, URI, ChatConfig
from finesse.model.value import any_words
from finesse.store import mappings

ADDRESS = 512  # characters


def get_chat_config(node: RestNode, caller: Caller, form: Filled) -> Answer:
    """Empty elements while there is none."""
    return answer(CHAT_CONFIG, _configured(node.catalogue))


async def put_chat_config(node: RestNode, caller: Caller, form: Filled) -> Answer:
    """Change what the body names; empty elements forget it."""
    async with node.catalogue.changing() as change:
        old = _configured(node.catalogue)
        changed = dataclasses.replace(
            old,
            primary=_address(form, "primaryNode", old.primary),
            secondary=_address(form, "secondaryNode", old.secondary),
        )
        await change.save(mappings.CHAT_CONFIGS, changed)
    return done()


def _configured(catalogue: Catalogue) -> ChatConfig:
    return next(iter(catalogue.chat_configs), ChatConfig())


def _address(form: Filled, node: str, old: str) -> str:
    inner = form.group(node)
    address: str = old if inner is None else inner["url"] or ""
    if address and not address.startswith(("http://", "https://")):
        raise errors.InvalidInput(node)
    return address


URL = may("url", any_words(ADDRESS))
FORM = changes("ChatConfig", may_group("primaryNode", URL), may_group("secondaryNode", URL))

ROUTES = [
    get(URI, get_chat_config, Who.USERS, CHAT_CONFIG),
    update(URI, put_chat_config, FORM),
]
