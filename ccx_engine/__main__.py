"""`python -m ccx_engine`: the CCX engine."""

import sys

from ccx_engine.node import running
from ccx_engine.settings import EngineSettings
from vos import service

if __name__ == "__main__":
    sys.exit(service.main("ccx_engine", EngineSettings, "CCX", running))
