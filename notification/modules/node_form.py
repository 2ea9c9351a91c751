"""XEP-0004 forms of a node's configuration (XEP-0060 §8.2)."""

from __future__ import annotations

from collections.abc import Mapping

from notification.nodes import FIELDS
from notification.xmpp import names
from notification.xmpp.errors import StanzaError
from notification.xmpp.stanza import Element

PREFIX = "pubsub#"


def read(configure: Element | None) -> Mapping[str, str]:
    """The settings in a `<configure/>`, by their names without prefix; none when nothing is submitted."""
    form = configure.find(names.DATA_FORM, "x") if configure is not None else None
    if form is None or form.get("type") == "cancel":
        return {}
    if form.get("type") != "submit":
        raise StanzaError("bad-request")
    settings = {}
    for field in form.elements():
        if field.name == "field" and field.get("var").startswith(PREFIX):
            value = field.find(names.DATA_FORM, "value")
            settings[field.get("var").removeprefix(PREFIX)] = value.text if value is not None else ""
    return settings


def written(config: Mapping[str, str]) -> Element:
    """The form that shows a configuration and can be filled in."""
    form = Element(names.DATA_FORM, "x", {"type": "form"})
    form.children.append(_field("FORM_TYPE", "hidden", "", names.PUBSUB_NODE_CONFIG))
    for name, field in FIELDS.items():
        shown = _field(PREFIX + name, field.kind, field.label, config[name])
        if field.kind == "list-single":
            shown.children += [
                Element(names.DATA_FORM, "option", {}, Element(names.DATA_FORM, "value", {}, choice))
                for choice in field.allowed
            ]
        form.children.append(shown)
    return form


def _field(variable: str, kind: str, label: str, value: str) -> Element:
    attributes = {"var": variable, "type": kind}
    if label:
        attributes["label"] = label
    return Element(names.DATA_FORM, "field", attributes, Element(names.DATA_FORM, "value", {}, value))
