"""What the REST API and the pages find in their application."""

from __future__ import annotations

from dataclasses import dataclass

from aiohttp import web

from finesse.api.auth import Authentication
from finesse.api.cors import Cors
from finesse.catalogue import Catalogue
from finesse.client_logs import ClientLogs
from finesse.realtime.state import RealtimeState
from finesse.settings import FinesseSettings
from finesse.switchboard import Switchboard
from finesse.team_messages import TeamMessages
from vos.http.sites import Sites


@dataclass(frozen=True, slots=True)
class RestNode:
    """This node as operations see it."""

    switchboard: Switchboard
    client_logs: ClientLogs
    team_messages: TeamMessages

    @property
    def state(self) -> RealtimeState:
        """Users, teams, queues and calls."""
        return self.switchboard.state

    @property
    def catalogue(self) -> Catalogue:
        """What is configured."""
        return self.switchboard.catalogue


NODE = web.AppKey("node", RestNode)
SETTINGS = web.AppKey("settings", FinesseSettings)
SITES = web.AppKey("sites", Sites)
CORS = web.AppKey("cors", Cors)
AUTHENTICATION = web.AppKey("authentication", Authentication)
ALWAYS_SERVED = web.AppKey("always_served", frozenset[str])
