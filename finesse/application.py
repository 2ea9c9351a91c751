"""The web applications of a node, in one: `/finesse/api`, and the pages."""

from __future__ import annotations

from itertools import chain
from typing import Protocol

from aiohttp import web

from finesse import pages
from finesse.api.answers import finish, refused
from finesse.api.auth import Authentication
from finesse.api.configuration import (
    chat_config,
    contact,
    layout_config,
    media_properties_layout,
    phone_book,
    reason_code,
    team_assignment,
    workflow,
    workflow_action,
    wrap_up_reason,
)
from finesse.api.cors import Cors
from finesse.api.keys import AUTHENTICATION, CLIENT_LOGS, CORS, SERVER, SETTINGS, SITES, TEAM_MESSAGES
from finesse.api.node import client_log, diagnostic_portal, openapi, serviceability, system_variable
from finesse.api.operation import Operation
from finesse.api.runtime import device, dialog, dialogs, queue, system_info, team, team_message, user
from finesse.api.runtime import media as enterprise
from finesse.client_logs import ClientLogs
from finesse.pages.settings import PageSettings
from finesse.server import Server
from finesse.settings import FinesseSettings
from finesse.team_messages import TeamMessages
from vos.http.connection import without_our_name
from vos.http.door import door


class Noun(Protocol):
    """A module of operations that belong together."""

    ROUTES: list[Operation]


NOUNS: tuple[Noun, ...] = (
    system_info,
    user,
    dialogs,
    dialog,
    reason_code,
    wrap_up_reason,
    phone_book,
    contact,
    media_properties_layout,
    workflow,
    workflow_action,
    system_variable,
    layout_config,
    chat_config,
    team,
    team_message,
    team_assignment,
    queue,
    device,
    serviceability,
    client_log,
    enterprise,
    openapi,
)


def application(
    settings: FinesseSettings,
    server: Server,
    authentication: Authentication,
    client_logs: ClientLogs,
    team_messages: TeamMessages,
) -> web.Application:
    """Everything that this node serves over HTTP."""
    sites = settings.sites
    app = web.Application(middlewares=[door(sites, refused, browsers_ask=True), finish])
    app[SETTINGS] = settings
    app[SITES] = sites
    app[SERVER] = server
    app[CORS] = Cors(settings, sites)
    app[AUTHENTICATION] = authentication
    app[CLIENT_LOGS] = client_logs
    app[TEAM_MESSAGES] = team_messages
    for operation in chain.from_iterable(noun.ROUTES for noun in NOUNS):
        operation.add_to(app.router)
    app.add_routes(diagnostic_portal.ROUTES)
    app.on_response_prepare.append(without_our_name)
    pages.setup(
        app,
        PageSettings(
            notification_transport=settings.notification_transport,
            notification_port=settings.notification_port,
            ping=settings.seconds.xmpp_ping,
            host=settings.host,
            sites=sites,
        ),
    )
    return app
