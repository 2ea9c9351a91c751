"""The web applications of a node, in one: `/finesse/api`, and the pages."""

from __future__ import annotations

from aiohttp import web

from finesse import pages, shindig
from finesse.api.answers import refused
from finesse.api.auth import Authentication
from finesse.api.cors import Cors
from finesse.api.keys import ALWAYS_SERVED, AUTHENTICATION, CORS, NODE, SETTINGS, SITES, RestNode
from finesse.api.middleware import finish
from finesse.api.node import diagnostic_portal
from finesse.api.operations import OPERATIONS
from finesse.api.who import Who
from finesse.cfadmin import routes as cfadmin
from finesse.client_logs import ClientLogs
from finesse.pages.settings import CONTAINER_SCRIPT, PageSettings
from finesse.settings import FinesseSettings
from finesse.shindig.scripts import SCRIPTS
from finesse.switchboard import Switchboard
from finesse.team_messages import TeamMessages
from finesse.third_party.workbench import Workbench
from vos.http.connection import without_our_name
from vos.http.door import door


def application(
    settings: FinesseSettings,
    switchboard: Switchboard,
    authentication: Authentication,
    client_logs: ClientLogs,
    team_messages: TeamMessages,
) -> web.Application:
    """Everything that this node serves over HTTP."""
    sites = settings.sites
    fetcher = shindig.fetcher_of(settings)
    app = web.Application(
        middlewares=[door(sites, refused, browsers_ask=True), shindig.middleware(fetcher), finish]
    )
    app[SETTINGS] = settings
    app[SITES] = sites
    app[NODE] = RestNode(switchboard, client_logs, team_messages)
    app[CORS] = Cors(settings, sites)
    app[AUTHENTICATION] = authentication
    app[ALWAYS_SERVED] = frozenset(one.path for one in OPERATIONS if one.who is Who.ANYBODY)
    for operation in OPERATIONS:
        operation.add_to(app.router)
    app.add_routes(diagnostic_portal.ROUTES)
    app.on_response_prepare.append(without_our_name)
    pages.setup(
        app,
        PageSettings(
            notification_transport=settings.notification_transport,
            notification_port=settings.notification_port,
            tunnel=settings.tunnel,
            toaster=settings.toaster,
            ping=settings.seconds.xmpp_ping,
            host=settings.host,
            sites=sites,
            frame_ancestors=settings.frame_ancestors,
            certificates=tuple(map(str, settings.certificate_hosts)),
            third_party=settings.third_party,
            primary=settings.primary,
            is_secondary=settings.is_secondary,
            admin_banner=settings.admin_security_banner_message,
            admin_minutes=settings.webapp_session_timeout,
            workbench=Workbench(settings.workbench.absolute(), fetcher.reach.name_also)
            if settings.workbench
            else None,
        ),
    )
    shindig.setup(app, fetcher)
    cfadmin.setup(app)
    app[CONTAINER_SCRIPT] = app[SCRIPTS].for_the_desktop()
    return app
