"""All resources of the console."""

from __future__ import annotations

from aiohttp import web

from finesse.cfadmin import gadget_files, layout, properties

ROUTES = [*properties.ROUTES, *layout.ROUTES, *gadget_files.ROUTES]


def setup(app: web.Application) -> None:
    """Serve them from `app`, which serves the REST API and the pages."""
    gadget_files.setup(app)
    app.add_routes(ROUTES)
