"""What the gadget server finds in its application."""

from __future__ import annotations

from aiohttp import web

from finesse.shindig.fetcher import Fetcher
from finesse.shindig.fetching.held import Held
from finesse.shindig.fetching.kept_answers import KeptAnswers
from finesse.shindig.fetching.shares import Shares
from finesse.shindig.frames import Frames
from finesse.shindig.gadgets import Gadgets

GADGETS = web.AppKey("gadgets", Gadgets)
FRAMES = web.AppKey("frames", Frames)
FETCHER = web.AppKey("fetcher", Fetcher)
KEPT = web.AppKey("kept_answers", KeptAnswers)
HELD = web.AppKey("held", Held)
FORMS = web.AppKey("forms", Shares)  # room for large ones
