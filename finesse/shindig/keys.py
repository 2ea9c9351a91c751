"""What the gadget server finds in its application."""

from __future__ import annotations

from aiohttp import web

from finesse.shindig.fetcher import Fetcher

FETCHER = web.AppKey("fetcher", Fetcher)
