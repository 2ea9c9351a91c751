"""What a request is refused with before any application looks at it."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus


class Refused(Exception):
    """The status, what is wrong, and what to do instead; each application says it in its own form.

    The connection `closes` where the end of the request is not known, or not believed.
    """

    def __init__(
        self,
        status: HTTPStatus,
        cause: str,
        cure: str,
        *,
        closes: bool = False,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(f"{cause}: {cure}")
        self.status = status
        self.cause = cause
        self.cure = cure
        self.closes = closes
        self.headers = dict(headers or {})
