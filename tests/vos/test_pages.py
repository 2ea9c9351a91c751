"""Pages made of templates, and that there are no others."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from jinja2 import TemplateNotFound, UndefinedError

from vos import pages

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("ccx_engine", "finesse", "lab", "notification", "vos", "certs")
MADE_BY_HAND = re.compile(r"""f["']+[^\n]*<(?:!doctype|html|body|h1|p|td|a|title)\b""", re.IGNORECASE)


def test_what_is_shown_is_escaped() -> None:
    page = pages.render("vos/page.html", title="<script>alert('x')</script>&")
    assert "<script>" not in page
    assert page.count("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;") == 2


def test_a_value_that_was_not_given_is_an_error() -> None:
    with pytest.raises(UndefinedError):
        pages.render("vos/page.html")


@pytest.mark.parametrize("name", ["vos/no.html", "vos/../pages.py"])
def test_a_template_is_one_of_the_packages(name: str) -> None:
    with pytest.raises(TemplateNotFound):
        pages.render(name)


def test_no_page_is_put_together_in_code() -> None:
    made = [
        f"{file.relative_to(ROOT)}: {line.strip()}"
        for package in PACKAGES
        for file in sorted((ROOT / package).rglob("*.py"))
        for line in file.read_text("utf-8").splitlines()
        if MADE_BY_HAND.search(line) and file.name != "bosh_body.py"  # whose <body/> is none of a page
    ]
    assert made == []
