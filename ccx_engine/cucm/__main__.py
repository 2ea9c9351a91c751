"""`python -m ccx_engine.cucm`: the simulated Unified CM."""

import sys

from ccx_engine.cucm.node import running
from ccx_engine.cucm.settings import CucmSettings
from vos import service

if __name__ == "__main__":
    sys.exit(service.main("cucm", CucmSettings, "CUCM", running))
