"""`python -m notification`."""

import sys

from notification.node import running
from notification.settings import Settings
from vos import service

sys.exit(service.main("notification", Settings, "NOTIFICATION", running))
