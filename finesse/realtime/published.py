"""What desktops were told last: the same again is no news.

No capture knows an event that is repeated unchanged. One that a request with an id causes is told in any
case: whoever sent the id waits for it.
"""

from __future__ import annotations

from finesse.model.dialog import dialog_uri
from finesse.realtime.notification import DELETE, Notification


class Published:
    """The last document of each node and source; as many as there are users, and calls in their lists."""

    def __init__(self) -> None:
        self._last: dict[tuple[str, str], tuple[str, str]] = {}

    def is_news(self, notification: Notification) -> bool:
        """Whether it is to be published; then it is what was told last."""
        if notification.answer:
            return True
        source = notification.node, notification.source
        told = notification.event, notification.data
        if not notification.request_id and self._last.get(source) == told:
            return False
        self._last[source] = told
        if notification.event == DELETE and notification.call is not None:
            self._last.pop((notification.node, dialog_uri(notification.call)), None)
        return True

    def forget(self) -> None:
        """Out of service: on the way up everything is told anew."""
        self._last.clear()
