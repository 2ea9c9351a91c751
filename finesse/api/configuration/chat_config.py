"""ChatConfig: where desktops find the servers of their chat.

Source: Finesse Web Services guide, ChatConfig.
"""

from __future__ import annotations

import dataclasses

from aiohttp import web

from finesse.api import errors
from finesse.api.answers import answer, done
from finesse.api.body import Body, read_body
from finesse.api.configuration import values
from finesse.api.configuration.kind import catalogue_of, reader, says_something, writer
from finesse.api.form import form, may
from finesse.api.operation import Who, get, update
from finesse.catalogue import Catalogue
from finesse.model.chat_config import CHAT_CONFIG, URI, ChatConfig
from finesse.store import mappings

ADDRESS = 512  # characters


async def get_chat_config(request: web.Request) -> web.Response:
    """Empty elements while there is none."""
    await reader(request, Who.USERS)
    return answer(CHAT_CONFIG, _configured(catalogue_of(request)))


async def put_chat_config(request: web.Request) -> web.Response:
    """Change what the body names; empty elements forget it."""
    await writer(request)
    body = await read_body(request, "ChatConfig")
    says_something(body, FORM)
    async with catalogue_of(request).changing() as change:
        old = _configured(catalogue_of(request))
        changed = dataclasses.replace(
            old,
            primary=_address(body, "primaryNode", old.primary),
            secondary=_address(body, "secondaryNode", old.secondary),
        )
        await change.save(mappings.CHAT_CONFIGS, changed)
    return done()


def _configured(catalogue: Catalogue) -> ChatConfig:
    return next(iter(catalogue.chat_configs), ChatConfig())


def _address(body: Body, node: str, old: str) -> str:
    inner = body.child(node)
    address = old if inner is None else values.any_words(inner, "url", ADDRESS)
    if address and not address.startswith(("http://", "https://")):
        raise errors.InvalidInput(node)
    return address


FORM = form("ChatConfig", may("primaryNode", may("url")), may("secondaryNode", may("url")))

ROUTES = [
    get(URI, get_chat_config, Who.USERS, CHAT_CONFIG),
    update(URI, put_chat_config, FORM, refuses=(errors.Forbidden,)),
]
