"""`python -m finesse`"""

from __future__ import annotations

import sys

from finesse.node import running
from finesse.settings import FinesseSettings
from vos.service import main

sys.exit(main("finesse", FinesseSettings, "FINESSE", running))
