"""What XMPP says when something is wrong (RFC 6120 §4.9, §6.5 and §8.3, XEP-0060)."""

from __future__ import annotations

from notification.xmpp import names
from notification.xmpp.stanza import Element

# condition: (error type, the code of the days before RFC 3920, which older clients still read)
STANZA_CONDITIONS = {
    "bad-request": ("modify", 400),
    "conflict": ("cancel", 409),
    "feature-not-implemented": ("cancel", 501),
    "forbidden": ("auth", 403),
    "internal-server-error": ("wait", 500),
    "item-not-found": ("cancel", 404),
    "jid-malformed": ("modify", 400),
    "not-acceptable": ("modify", 406),
    "not-allowed": ("cancel", 405),
    "policy-violation": ("modify", 400),
    "remote-server-not-found": ("cancel", 404),
    "resource-constraint": ("wait", 500),
    "service-unavailable": ("cancel", 503),
    "unexpected-request": ("wait", 400),
}


class StanzaError(Exception):
    """A request that is answered with an error. `detail` is pubsub's own condition, where it has one."""

    def __init__(self, condition: str, detail: str | None = None, **detail_attributes: str) -> None:
        super().__init__(condition if detail is None else f"{condition} ({detail})")
        self.condition = condition
        self.detail = detail
        self.detail_attributes = detail_attributes

    def element(self) -> Element:
        """The `<error/>` of the answer."""
        kind, code = STANZA_CONDITIONS[self.condition]
        error = Element(names.CLIENT, "error", {"code": str(code), "type": kind})
        error.children.append(Element(names.STANZA_ERRORS, self.condition))
        if self.detail is not None:
            error.children.append(Element(names.PUBSUB_ERRORS, self.detail, dict(self.detail_attributes)))
        return error


class StreamError(Exception):
    """The end of a stream; `condition` is one of RFC 6120 §4.9.3."""

    def __init__(self, condition: str, text: str = "") -> None:
        super().__init__(text or condition)
        self.condition = condition
        self.text = text

    def xml(self, declaration: str = "") -> str:
        """`<stream:error>`; `declaration` declares the prefix where nothing around it does."""
        explained = f'<text xmlns="{names.STREAM_ERRORS}">{self.text}</text>' if self.text else ""
        condition = f'<{self.condition} xmlns="{names.STREAM_ERRORS}"/>'
        return f"<stream:error{declaration}>{condition}{explained}</stream:error>"


class SaslFailure(Exception):
    """A sign-in that failed; `condition` is one of RFC 6120 §6.5. The stream stays open for another try."""

    def __init__(self, condition: str) -> None:
        super().__init__(condition)
        self.condition = condition
