"""Hears whether an event was published twice unchanged: no capture of a real system knows such a one."""

from __future__ import annotations

from lxml import etree

_ANSWERS = ("apiErrors", "clientLog")  # said as often as somebody asks
_LISTS = ("dialogs", "Queues")  # what stands in them is what is told of

Content = tuple[tuple[str, str], ...]


class Repeats:
    """Remembers what was told last of each object on each node, a call whether it was added or changed."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self._last: dict[tuple[str, str], tuple[bool, Content]] = {}

    def hear(self, node: str, update: etree._Element) -> None:
        """One `<Update>` more. What a request with an id causes is told in any case, for the id's sake."""
        told = update.find("data/*")
        if told is not None and told.tag in _ANSWERS:
            return
        if update.findtext("data/systemInfo/status") == "OUT_OF_SERVICE":
            self._last.clear()  # on the way up everything is told anew
        removed = update.findtext("event") == "DELETE"
        objects = [] if told is None else list(told) if told.tag in _LISTS else [told]
        for each in objects:
            subject = each.findtext("uri") or update.findtext("source") or ""
            content = tuple((leaf.tag, leaf.text or "") for leaf in each.iter() if len(leaf) == 0)
            before = self._last.get((node, subject))
            self._last[node, subject] = removed, content
            if before == (removed, content) and not update.findtext("requestId"):
                self.found.append(f"{update.findtext('event')} {subject} on {node}")
