"""What a gadget says of itself, as JSON: for pages that hold gadgets. Pure.

Names and places of the members are Shindig's, of `/gadgets/metadata`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import urlencode

from finesse.shindig.spec import Spec, pixels

TEXTS = {  # by their names in the XML: what is empty unless the gadget says it
    "title": "title",
    "title_url": "titleUrl",
    "directory_title": "directoryTitle",
    "description": "description",
    "thumbnail": "thumbnail",
    "screenshot": "screenshot",
    "author": "author",
    "author_email": "authorEmail",
    "author_affiliation": "authorAffiliation",
    "author_location": "authorLocation",
}
SIZES = {"height": "height", "width": "width"}
SWITCHES = {"scrolling": "scrolling", "singleton": "singleton", "scaling": "scaling"}


def described(spec: Spec, said: Callable[[str], str]) -> dict[str, Any]:
    """The gadget, with its messages put in by `said`."""
    attributes = spec.attributes
    return {
        **{member: said(attributes.get(name, "")) for name, member in TEXTS.items()},
        **{member: pixels(attributes.get(name, "")) for name, member in SIZES.items()},
        **{member: attributes.get(name, "").lower() == "true" for name, member in SWITCHES.items()},
        "features": list(dict.fromkeys(one.name for one in spec.features)),
        "userPrefs": {
            one.name: {
                "displayName": said(one.display_name),
                "type": one.datatype,
                "default": said(one.default),
                "required": one.required,
                "enumValues": {value: said(shown) for value, shown in one.values},
                "orderedEnumValues": [
                    {"value": value, "displayValue": said(shown)} for value, shown in one.values
                ],
            }
            for one in spec.prefs
        },
        "views": _views(spec),
        "links": dict(spec.links),
    }


def features(spec: Spec) -> dict[str, Any]:
    """Each feature with its parameters, as `gadgets.metadata` has them."""
    found: dict[str, Any] = {}
    for one in spec.features:
        member = found.setdefault(one.name, {"name": one.name, "required": one.required, "params": {}})
        for name, value in one.params:
            member["params"].setdefault(name, []).append(value)
    return found


def frame_address(
    address: str,
    spec: Spec,
    said: Callable[[str], str],
    *,
    language: str,
    country: str,
    view: str,
    module: str,
) -> str:
    """Where a frame with the gadget gets its page, as a path; the gadget's own address is last."""
    query: Iterable[tuple[str, str]] = (
        ("container", "default"),
        ("mid", module),
        ("nocache", "0"),
        ("country", country),
        ("lang", language),
        ("view", view),
        *((f"up_{one.name}", said(one.default)) for one in spec.prefs),
        ("url", address),
    )
    return f"/gadgets/ifr?{urlencode([*query])}"


def _views(spec: Spec) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for content in spec.contents:
        attributes = dict(content.attributes)
        for view in content.views or ("default",):
            found.setdefault(
                view,
                {
                    "type": content.kind,
                    "quirks": attributes.get("quirks", "").lower() != "false",
                    "preferredHeight": pixels(attributes.get("preferred_height", "")),
                    "preferredWidth": pixels(attributes.get("preferred_width", "")),
                },
            )
    return found
