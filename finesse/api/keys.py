"""What request handlers find in their application."""

from __future__ import annotations

from aiohttp import web

from finesse.api.auth import Authentication
from finesse.api.cors import Cors
from finesse.client_logs import ClientLogs
from finesse.server import Server
from finesse.settings import FinesseSettings
from finesse.team_messages import TeamMessages
from vos.http.sites import Sites

SETTINGS = web.AppKey("settings", FinesseSettings)
SERVER = web.AppKey("server", Server)
SITES = web.AppKey("sites", Sites)
CORS = web.AppKey("cors", Cors)
AUTHENTICATION = web.AppKey("authentication", Authentication)
CLIENT_LOGS = web.AppKey("client_logs", ClientLogs)
TEAM_MESSAGES = web.AppKey("team_messages", TeamMessages)
