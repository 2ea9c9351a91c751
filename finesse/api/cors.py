"""Pages of other origins that use the API: which may, and what browsers are told.

The headers are those that Finesse's filter always allows and exposes. Source: Administration Guide, Cisco
Finesse CLI (utils finesse cors). That a page that may not is answered with 403, as by Tomcat's filter, and
how long a browser may remember an answer (Tomcat's 1800 s) is unconfirmed.
"""

from __future__ import annotations

from collections.abc import Iterable, MutableMapping

from aiohttp import hdrs, web

from finesse.settings import FinesseSettings
from vos.http.sites import Sites

# The methods of a resource as `Allow` names them: captured for User (GET,OPTIONS,HEAD,PUT), the rest ours.
ORDER = (
    hdrs.METH_GET,
    hdrs.METH_OPTIONS,
    hdrs.METH_HEAD,
    hdrs.METH_PUT,
    hdrs.METH_POST,
    hdrs.METH_DELETE,
)
ALLOWED_HEADERS = (
    "Content-Type",
    "X-Requested-With",
    "accept",
    "Origin",
    "Authorization",
    "Access-Control-Request-Method",
    "Access-Control-Request-Headers",
    "requestId",
    "Range",
)
EXPOSED_HEADERS = (
    "Access-Control-Allow-Origin",
    "Access-Control-Allow-Credentials",
    "Access-Control-Allow-Methods",
    "Access-Control-Allow-Headers",
    "Access-Control-Max-Age",
)
MAX_AGE = 1800  # seconds


class Cors:
    """What the settings say of pages of other origins. The cluster's own nodes always may."""

    def __init__(self, settings: FinesseSettings, sites: Sites) -> None:
        self._sites = sites
        self._origins = settings.cors
        self._allowed = ",".join((*ALLOWED_HEADERS, *settings.cors_allowed_headers))
        self._exposed = ",".join((*EXPOSED_HEADERS, *settings.cors_exposed_headers))

    def allow(self, request: web.Request, origin: str) -> bool:
        """Whether a page of that origin may ask; pages of this node always may."""
        return self._origins.allow(origin) or self._sites.own(origin, request.host)

    def tell(self, request: web.Request, origin: str, headers: MutableMapping[str, str]) -> None:
        """To the browser of a page that may ask: that it may read the answer, or what it may send."""
        headers[hdrs.VARY] = hdrs.ORIGIN
        if not self.allow(request, origin):
            return
        headers[hdrs.ACCESS_CONTROL_ALLOW_ORIGIN] = origin
        headers[hdrs.ACCESS_CONTROL_ALLOW_CREDENTIALS] = "true"
        if request.method == hdrs.METH_OPTIONS and hdrs.ALLOW in headers:
            headers[hdrs.ACCESS_CONTROL_ALLOW_METHODS] = headers[hdrs.ALLOW]
            headers[hdrs.ACCESS_CONTROL_ALLOW_HEADERS] = self._allowed
            headers[hdrs.ACCESS_CONTROL_MAX_AGE] = str(MAX_AGE)
        else:
            headers[hdrs.ACCESS_CONTROL_EXPOSE_HEADERS] = self._exposed


def in_order(methods: Iterable[str]) -> str:
    """The value of the header Allow for a resource that has these methods."""
    return ",".join(method for method in ORDER if method in {*methods, hdrs.METH_OPTIONS})
