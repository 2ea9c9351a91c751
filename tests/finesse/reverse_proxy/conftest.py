"""A real notification service, as its own tests start it."""

from tests.notification.conftest import certs, service, start

__all__ = ["certs", "service", "start"]
