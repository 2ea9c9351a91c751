"""What a layout may say, and will not work: the product saves it, and its desktops show what is amiss."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from lxml import etree

from finesse.model.configuration.desktop_property import PROPERTIES, InvalidProperty, checked
from finesse.model.configuration.layout.grammar import TOLD
from finesse.model.configuration.layout.located import NAMESPACE, Located
from finesse.model.configuration.layout.problem import Problem

CALL_CONTROL = "callcontrol"
# As `gadgets/desktop/model/layout/component_address.js` knows them.
_STOCK = re.compile(r"(?:https?://localhost(?::\d+)?)?/desktop/scripts/js/([A-Za-z0-9_.-]+)\.js(?:\?.*)?")
_OLDER = re.compile(r"(?:https?://localhost(?::\d+)?)?/desktop/gadgets/(\w+)\.(?:jsp|xml)(?:\?.*)?")
SUCCESSORS = {"CallControl": CALL_CONTROL, "TeamPerformance": "teamPerformance"} | {
    "QueueStatistics": "queueStatistics"
}
_PERCENT = re.compile(r"([0-9]{1,5})%")
_NAMES = {"f": NAMESPACE}


def doubts_of(
    located: Located, components: frozenset[str], is_there: Callable[[str], bool | None]
) -> list[Problem]:
    """What will not work of a layout that is one, in the order of the text; the first of it.

    `components` are those of this desktop; `is_there` says of an address whether there is such a file, and
    None where that is not known.
    """
    found = [
        *_of_configs(located),
        *_of_widths(located),
        *_of_addresses(located, components, is_there),
        *_of_call_control(located),
        *_of_managers(located),
    ]
    return sorted(found, key=lambda one: (one.line, one.column))[:TOLD]


def component_of(url: str) -> str | None:
    """The component that an address means, or None for a gadget's."""
    if (found := _STOCK.fullmatch(url)) is not None:
        return found[1]
    older = _OLDER.fullmatch(url)
    return SUCCESSORS.get(older[1]) if older is not None else None


def _of_configs(located: Located) -> Iterator[Problem]:
    for config in located.root.iterfind("f:configs/f:config", _NAMES):
        key, value = config.get("key") or "", config.get("value") or ""
        if key in PROPERTIES:
            try:
                checked(key, value)
            except InvalidProperty:
                yield located.of_attribute(config, "value", "property", warning=True, name=key, value=value)


def _of_widths(located: Located) -> Iterator[Problem]:
    header = located.root.find("f:header", _NAMES)
    if header is not None:
        widths = [
            _PERCENT.fullmatch(one.get("width") or "") for one in header.iter(f"{{{NAMESPACE}}}headercolumn")
        ]
        total = sum(int(width[1]) for width in widths if width is not None)
        if total > 100:
            yield located.of(header, "width", warning=True, width=str(total))


def _of_addresses(
    located: Located, components: frozenset[str], is_there: Callable[[str], bool | None]
) -> Iterator[Problem]:
    for element in located:
        if etree.QName(element).localname in ("gadget", "url"):
            url = (element.text or "").strip()
            name = component_of(url)
            if name is not None and name not in components:
                yield located.of_text(element, "component", warning=True, value=name)
            elif name is None and is_there(url) is False:
                yield located.of_text(element, "missingGadget", warning=True, value=url)


def _of_call_control(located: Located) -> Iterator[Problem]:
    for layout in located.root.iterfind("f:layout", _NAMES):
        places = [layout.find("f:page", _NAMES), *layout.iterfind("f:tabs/f:tab", _NAMES)]
        with_it = [
            found for place in places if place is not None and (found := _call_control(place)) is not None
        ]
        for second in with_it[1:]:
            role = (layout.findtext("f:role", "", _NAMES)).strip()
            yield located.of_text(second, "callControl", warning=True, role=role)


def _call_control(place: etree._Element) -> etree._Element | None:
    for gadget in place.iter(f"{{{NAMESPACE}}}gadget", f"{{{NAMESPACE}}}url"):
        if component_of((gadget.text or "").strip()) == CALL_CONTROL:
            return gadget
    return None


def _of_managers(located: Located) -> Iterator[Problem]:
    for layout in located.root.iterfind("f:layout", _NAMES):
        gadgets = list(layout.iter(f"{{{NAMESPACE}}}gadget"))
        managers = {
            gadget.get("id") for gadget in gadgets if component_of((gadget.text or "").strip()) is not None
        }
        for gadget in gadgets:
            manager = gadget.get("managedBy")
            if manager and manager.strip() not in managers:
                yield located.of_attribute(gadget, "managedBy", "manager", warning=True, value=manager)
