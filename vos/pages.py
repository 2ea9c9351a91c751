"""Pages made for people: one environment of templates for all services, in which everything is escaped.

A template's name is its package and its file in the package's folder `templates`: `lab/console.html`. Values
are escaped wherever they stand, and one that was not given is an error instead of nothing.
"""

from __future__ import annotations

from importlib.resources import files
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined

NOTHING_LOADED = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
HEADERS = {"Content-Security-Policy": NOTHING_LOADED, "X-Content-Type-Options": "nosniff"}
"""Of a page that is words alone."""


def _source(name: str) -> str | None:
    package, _, file = name.partition("/")
    found = files(package) / "templates" / file
    return found.read_text("utf-8") if "/" not in file and found.is_file() else None


PAGES = Environment(
    loader=FunctionLoader(_source),
    autoescape=True,
    undefined=StrictUndefined,
    auto_reload=False,
    trim_blocks=True,
    lstrip_blocks=True,
)


def render(template: str, **values: Any) -> str:
    """The page. UndefinedError if it needs more than these values."""
    return PAGES.get_template(template).render(values)
