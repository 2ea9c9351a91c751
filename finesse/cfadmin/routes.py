"""All resources of the console."""

from __future__ import annotations

from finesse.cfadmin import layout, properties

ROUTES = [*properties.ROUTES, *layout.ROUTES]
