"""The keys whose tones go into a call.

Source: Finesse Web Services guide, Send a DTMF signal: 0-9, * and # alone on Unified CCX, not A-D.
"""

from __future__ import annotations

import re

KEY = re.compile(r"[0-9*#]")
DIGITS = re.compile(rf"{KEY.pattern}+")
