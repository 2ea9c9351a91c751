"""All resources of the console."""

from __future__ import annotations

from finesse.cfadmin import properties

ROUTES = [*properties.ROUTES]
