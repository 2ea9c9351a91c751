"""Gadgets made of texts, for the rules to be tried on."""

from __future__ import annotations

from collections.abc import Mapping

from lab.gadget_check.finding import Finding
from lab.gadget_check.gadget import File, read
from lab.gadget_check.review import review

REQUIRED = ("pubsub-2", "dynamic-height", "setprefs", "settitle")
LIBRARIES = (
    '<script src="/desktop/assets/js/jquery.min.js"></script>\n'
    '<script src="/desktop/assets/js/finesse.js"></script>\n'
)
SCRIPT = (
    "gadgets.HubSettings.onConnect = () => { gadgets.window.adjustHeight();\n"
    "finesse.clientservices.ClientServices.init(finesse.gadget.Config); };\n"
)
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<Module>\n'


def prefs(*more: str, required: tuple[str, ...] = REQUIRED, attributes: str = 'title="Clock"') -> str:
    """<ModulePrefs>, a feature a line."""
    lines = [f'<Require feature="{name}"/>' for name in required]
    return f"<ModulePrefs {attributes}>\n" + "\n".join([*lines, *more]) + "\n</ModulePrefs>\n"


def content(markup: str, attributes: str = 'type="html"') -> str:
    """<Content> with CDATA."""
    return f"<Content {attributes}><![CDATA[{markup}]]></Content>\n"


def spec(markup: str = "", *more: str, script: str = "", before: str = "", libraries: str = LIBRARIES) -> str:
    """A whole gadget that nothing is wrong with, but what is given."""
    inside = f"{libraries}<script>\n{SCRIPT}{script}\n</script>\n{markup}"
    return f"{HEAD}{before or prefs()}{''.join(more)}{content(inside)}</Module>\n"


def reviewed(
    xml: str, files: Mapping[str, str | None] = {}, modes: Mapping[str, int] = {}, name: str = "Clock.xml"
) -> list[Finding]:
    """What is found in the gadget of that XML, with these files beside it."""
    texts = {name: xml, **files}
    made = {path: File(path, text, modes.get(path, 0o644)) for path, text in texts.items()}
    return review(read(name, made, "clock"))


def rules(
    xml: str, files: Mapping[str, str | None] = {}, modes: Mapping[str, int] = {}, name: str = "Clock.xml"
) -> set[str]:
    """The rules alone."""
    return {each.rule.id for each in reviewed(xml, files, modes, name)}
