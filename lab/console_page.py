"""The console's page for people: what runs and which calls there are, as plain HTML. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape
from typing import Any

STYLE = """
body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 60rem; padding: 0 1rem }
table { border-collapse: collapse; width: 100%; margin-bottom: 2rem }
th, td { text-align: left; padding: .35rem .8rem .35rem 0; border-bottom: 1px solid #ddd }
.no { color: #a40000 }
"""


def render(status: Mapping[str, Any], calls: Iterable[Mapping[str, Any]]) -> str:
    """The page of a status and calls as the JSON API shows them. It loads itself again every two seconds."""
    services = [
        [
            service["name"],
            service["state"],
            "in service" if service["in_service"] else service["reason"],
            service["pid"] or "",
            "  ".join(f"{what} {where}" for what, where in service["addresses"].items()),
        ]
        for service in status["services"]
    ]
    talks = [
        [
            call["id"],
            call["from"] or "no number",
            call["to"],
            call["summary"],
            call["began"],
        ]
        for call in calls
        if call["made_for"] is None
    ]
    ready = "ready" if status["ready"] else f"<span class=no>not ready: {escape(status['reason'])}</span>"
    desktop = escape(status["desktop"])
    return (
        "<!doctype html><html lang=en><meta charset=utf-8><title>finesse-lab</title>"
        f"<meta http-equiv=refresh content=2><style>{STYLE}</style>"
        f"<h1>finesse-lab</h1><p>The lab is {ready}. Desktop: <a href='{desktop}'>{desktop}</a></p>"
        + _table("Services", ["service", "state", "", "pid", "listens on"], services)
        + _table("Calls", ["id", "from", "to", "what it does", "began"], talks[::-1])
        + "</html>"
    )


def _table(title: str, heads: list[str], rows: list[list[Any]]) -> str:
    head = "".join(f"<th>{escape(each)}" for each in heads)
    body = "".join("<tr>" + "".join(f"<td>{escape(str(cell))}" for cell in row) for row in rows)
    return f"<h2>{escape(title)}</h2><table><tr>{head}{body}</table>"
