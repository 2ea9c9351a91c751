"""`python -m notification`."""

import sys

from notification.node import running
from notification.settings import NotificationSettings
from vos import service

sys.exit(service.main("notification", NotificationSettings, "NOTIFICATION", running))
