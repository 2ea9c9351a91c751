"""Whatever a gadget's XML is, it is read or refused; whatever it says, the head of its page is ours.

An input is: what the rest is - a gadget, or the text of its title, messages, preferences and content - and
the rest.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any

from finesse.shindig import messages
from finesse.shindig.rendering.addresses import Addresses, rewritten
from finesse.shindig.rendering.document import View, page
from finesse.shindig.rendering.script_json import script_json
from finesse.shindig.rendering.substitution import TooMuch, escaped, pref
from finesse.shindig.spec import BadSpec, Spec, read

BASE = "/3rdpartygadget/files/a/A.xml"
HEAD = ["html", "head", "meta", "title", "base", "style", "script", "script"]
LEFT_OUT = {"title", "base", "style"}  # where there is none, the gadget has its own, or has a doctype


def instrument(function: Callable[[Any], Any]) -> None:
    """Nothing is made while running."""


def check(data: bytes) -> None:
    """Raise where bytes are neither read nor refused, or a text becomes a part of the head."""
    if not data:
        return
    rest = data[1:]
    with contextlib.suppress(BadSpec, TooMuch):
        if data[0] % 3 == 0:
            _show(read(rest))
        elif data[0] % 3 == 1:
            messages.read(rest)
        else:
            _say(rest.decode("utf-8", "replace"))


def _show(spec: Spec) -> None:
    texts = {name: text for locale in spec.locales for name, text in locale.own}
    for view in [*spec.views, "default"]:
        content = "\n".join(one.text for one in spec.shown_in(view))
        prefs = {one.name: one.default for one in spec.prefs}
        _look_at(View(content, BASE, "/gadgets/js/core.js", spec.title, texts, prefs))


def _say(text: str) -> None:
    again = rewritten(text, Addresses(BASE))
    assert rewritten(again, Addresses(BASE)) == again
    _look_at(
        View(text, BASE, "/gadgets/js/core.js", text, {"a": text}, {"a": text}, problems=(text,)),
        token=text,
    )


def _look_at(view: View, token: str = "") -> None:
    values = {pref(name): escaped(value) for name, value in view.prefs.items()}
    values |= {"LANGUAGE": "en", "MODULE_ID": "1", "SECURITY": script_json(token), "PRELOADS": "[]"}
    shown = page(view).filled(values).decode()
    head, ours, _ = shown.partition("</script>\n</head><body")
    assert ours
    assert [tag for tag in Tags(head).names if tag not in LEFT_OUT] == [
        tag for tag in HEAD if tag not in LEFT_OUT
    ]
    assert shown.endswith("\n<script>gadgets.util.runOnLoadHandlers();</script></body></html>\n")


class Tags(HTMLParser):
    """The elements that begin in a text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.names: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.append(tag)
