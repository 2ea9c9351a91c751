"""`/desktop/api`: what a desktop asks before anybody has signed in, as JSON.

Source: Finesse Web Services guide, Desktop interface APIs (names in the paths are unconfirmed).
"""

from __future__ import annotations

from aiohttp import web

from finesse.api.keys import NODE, SETTINGS
from finesse.pages.content import HEADERS
from finesse.pages.desktop import FOLDER
from finesse.pages.languages import languages as languages_of


async def desktop_config(request: web.Request) -> web.Response:
    """This node, and whether there is another one."""
    settings, node = request.app[SETTINGS], request.app[NODE]
    port = settings.https.port
    other = next((host for host in (settings.primary, settings.secondary_host) if host != settings.host), "")
    return web.json_response(
        {
            "deploymentType": "UCCX",
            "securityBannerMessage": node.catalogue.properties["securityBannerMessage"],
            "systemStatus": node.switchboard.system_info().status,
            "host": f"{settings.host}:{port}",
            "isAlternateSystemAvailable": bool(other),
            "desktopLicensed": settings.license,
            "systemAuthMode": "NON_SSO",
            "enableMobileAgentLogin": "false",
            "isProxyRequest": False,
            "redirectToAlternateHost": False,
            "alternateHost": f"{other}:{port}" if other else "",
        },
        headers=HEADERS,
    )


async def languages(_request: web.Request) -> web.Response:
    """What the desktop speaks."""
    spoken = [{"locale": locale, "displayName": name} for locale, name in languages_of(FOLDER).items()]
    return web.json_response({"Language": spoken}, headers=HEADERS)


async def resource_urls(request: web.Request) -> web.Response:
    """Where everything is (object unconfirmed)."""
    base = f"https://{request.app[SETTINGS].host}:{request.app[SETTINGS].https.port}"
    urls = {"desktop": "/desktop", "restApi": "/finesse/api", "systemInfo": "/finesse/api/SystemInfo"}
    return web.json_response({name: base + path for name, path in urls.items()}, headers=HEADERS)


ROUTES = [
    web.get("/desktop/api/DesktopConfig", desktop_config),
    web.get("/desktop/api/Languages", languages),
    web.get("/desktop/api/ResourceUrls", resource_urls),
]
