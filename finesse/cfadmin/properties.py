"""`/cfadmin/api/properties`: the desktop's properties, in place of `utils finesse set_property desktop`.

What is set here counts on both nodes, as all that is configured; the product's command sets one node's.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

import msgspec
from aiohttp import web

from finesse.api import errors
from finesse.api.keys import NODE
from finesse.catalogue import Catalogue
from finesse.cfadmin.resource import ROOT, body, changes, is_read_only, reads, said
from finesse.model.configuration.desktop_property import PROPERTIES, DesktopSetting, InvalidProperty, checked
from finesse.model.identity import NEW
from finesse.store.mappings import DESKTOP_SETTINGS

PATH = f"{ROOT}properties"


class Wanted(msgspec.Struct, forbid_unknown_fields=True):
    """What is to be set; None for the default. What is not named stays as it is."""

    values: dict[str, str | None]


@reads
async def get_properties(request: web.Request) -> web.Response:
    """Every property: what it may be, its default, and what is set."""
    return said(_shown(request))


@changes
async def put_properties(request: web.Request) -> web.Response:
    """Set some, and others back to their defaults; none if one cannot be."""
    wanted = (await body(request, Wanted)).values
    _check(wanted)
    await _keep(request.app[NODE].catalogue, wanted)
    return said(_shown(request))


def _check(wanted: Mapping[str, str | None]) -> None:
    for key, value in wanted.items():
        try:
            checked(key, PROPERTIES[key].default if value is None and key in PROPERTIES else value or "")
        except InvalidProperty as error:
            raise errors.InvalidInput(key, str(error)) from None


async def _keep(catalogue: Catalogue, wanted: Mapping[str, str | None]) -> None:
    async with catalogue.changing() as change:
        there = {one.key: one for one in catalogue.desktop_settings}
        kept = [
            dataclasses.replace(there.get(key, DesktopSetting(NEW, key, "")), value=value)
            for key, value in wanted.items()
            if value is not None
        ]
        gone = [there[key].id for key, value in wanted.items() if value is None and key in there]
        if kept:
            await change.save(DESKTOP_SETTINGS, *kept)
        if gone:
            await change.remove(DESKTOP_SETTINGS, *gone)


def _shown(request: web.Request) -> dict[str, Any]:
    set_ = request.app[NODE].catalogue.properties.set
    return {
        "readOnly": is_read_only(request),
        "properties": [
            {
                "key": one.key,
                "kind": one.kind.value,
                "default": one.default,
                "value": set_.get(one.key),
                "least": one.least,
                "most": one.most,
                "choices": list(one.choices),
            }
            for one in PROPERTIES.values()
        ],
    }


ROUTES = [web.get(PATH, get_properties), web.put(PATH, put_properties)]
