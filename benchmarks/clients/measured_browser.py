"""A browser that trusts a lab, and what is measured of its pages."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from playwright.async_api import BrowserContext, CDPSession, Page

from lab.testing.browser import VIEW, chromium

PATIENCE_MS = 30_000
COLLECTIONS = 3

NewContext = Callable[[], Awaitable[BrowserContext]]

# In every frame: when each message of the notification connection came, by the request it answers.
TAP = """
(() => {
  const Real = WebSocket;
  window.arrivals = [];
  window.WebSocket = class extends Real {
    constructor(...given) {
      super(...given);
      this.addEventListener("message", ({ data }) => {
        const id = /requestId(?:&gt;|>)([^<&]+)/.exec(data)?.[1];
        if (id) { arrivals.push([id, performance.timeOrigin + performance.now()]); }
      });
    }
  };
})();
"""

FORGET = """() => {  // what is kept for an inspector that comes late, as if it had been told long ago
  const { ring } = finesse.container.Inspection;
  Object.assign(ring, { first: ring.next, entries: [], characters: 0 });
}"""


@dataclass
class Traffic:
    """What a page asked the network for."""

    requests: int = 0
    from_cache: int = 0
    bytes: float = 0
    paths: list[str] = field(default_factory=list)

    @classmethod
    async def of(cls, page: Page) -> Traffic:
        """From now on."""
        found = cls()
        session = await page.context.new_cdp_session(page)
        await session.send("Network.enable")
        session.on("Network.requestWillBeSent", found._sent)
        session.on("Network.requestServedFromCache", found._cached)  # memory
        session.on("Network.responseReceived", found._answered)
        session.on("Network.loadingFinished", found._finished)
        return found

    def _sent(self, event: Any) -> None:
        self.requests += 1
        self.paths.append(event["request"]["url"])

    def _cached(self, _event: Any) -> None:
        self.from_cache += 1

    def _answered(self, event: Any) -> None:
        self.from_cache += bool(event["response"].get("fromDiskCache"))

    def _finished(self, event: Any) -> None:
        self.bytes += event["encodedDataLength"]


def key_of(ca: Path) -> str:
    """The hash of a certificate's key, as the browser takes it."""
    key = x509.load_pem_x509_certificate(ca.read_bytes()).public_key()
    spki = key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return b64encode(sha256(spki).digest()).decode()


@asynccontextmanager
async def trusting(key: str) -> AsyncIterator[NewContext]:
    """A browser that trusts the CA with this key: what comes by a certificate in error is never cached."""
    async with chromium(f"--ignore-certificate-errors-spki-list={key}") as browser:

        async def new_context() -> BrowserContext:
            context = await browser.new_context(viewport=VIEW)
            context.set_default_timeout(PATIENCE_MS)
            return context

        yield new_context


async def heap(session: CDPSession) -> dict[str, float]:
    """The page's metrics, garbage collected; `session` has Performance enabled."""
    for _ in range(COLLECTIONS):
        await session.send("HeapProfiler.collectGarbage")
    metrics = (await session.send("Performance.getMetrics"))["metrics"]
    return {one["name"]: one["value"] for one in metrics}
