"""What a page must be for who does not see it, or enlarges it: axe's rules, names, headings, width, language.

Sources: WCAG 2.2, levels A and AA; 1.3.1 and 2.4.6 (headings), 1.4.10 (reflow), 2.5.3 (label in name), 3.1.2.
"""

from __future__ import annotations

import itertools
import json
from pathlib import Path
from typing import Any

from playwright.async_api import Page

from tests.gadgets.untranslated import untranslated

ROOT = Path(__file__).parents[2]
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RULES = {"label-content-name-mismatch": {"enabled": True}}
SETTLED = """Promise.allSettled(
    document.getAnimations()
        .filter((one) => one.effect.getComputedTiming().iterations !== Infinity)
        .map((one) => one.finished))"""
# Buttons of which a part lies beyond what cuts off at their sides, by their text. The inspector's row of
# gadgets and tables are pushed along where there is no room: what is beyond comes by the keyboard, too.
CUT_OFF = """[...document.querySelectorAll('button')].filter((one) => {
    let box = one.getBoundingClientRect();
    let around = one.checkVisibility() ? one.parentElement : null;
    for (; around !== null; around = around.parentElement) {
        const edge = around.getBoundingClientRect();
        const beyond = box.left < edge.left || box.right > edge.right;
        const { overflowX } = getComputedStyle(around);
        const pushed = '.inspector .gadget-list, [role=tablist], :has(> table)';
        if (overflowX === 'auto' && around.matches(pushed)) {
            box = edge;
        } else if (beyond && overflowX !== 'visible') {
            return true;
        }
        if (around.matches(':popover-open')) { // in front of the page: nothing else cuts it off
            return false;
        }
    }
    return false;
}).map((one) => one.textContent)"""


async def violations(page: Page) -> list[str]:
    """What axe finds against the page as it is now: the rule, and where; of the dark scheme its colours."""
    assert AXE.is_file(), "the libraries are missing: run `npm ci`"
    await page.evaluate(AXE.read_text("utf-8"))
    options = {"runOnly": {"type": "tag", "values": TAGS}, "rules": RULES, "resultTypes": ["violations"]}
    found = await looked_at(page, options)
    assert len(found["passes"]) > 5, "axe has looked at nothing"
    await page.emulate_media(color_scheme="dark")
    await page.evaluate(SETTLED)
    contrast = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
    dark = await looked_at(page, {"runOnly": contrast, "resultTypes": ["violations"]})
    await page.emulate_media(color_scheme="light")
    return told(found) + told(dark)


async def looked_at(page: Page, options: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = await page.evaluate(f"axe.run(document, {json.dumps(options)})")
    return found


def told(found: dict[str, Any]) -> list[str]:
    return [
        f"{one['id']}: {node['target']} {node['html'][:120]} {node['failureSummary']}"
        for one in found["violations"]
        for node in one["nodes"]
    ]


async def is_sound(page: Page, words: str = "", *own: str) -> None:
    """AssertionError unless axe, the headings, the width and the language are right.

    `words` is the address of the page's Spanish words, if they are looked at; `own` are expressions for what
    things are called here.
    """
    await page.evaluate(SETTLED)
    found = await violations(page)
    assert found == [], found
    if words and await page.evaluate("document.documentElement.lang") == "es-ES":
        unsaid = await untranslated(page, words, *own)
        assert unsaid == [], unsaid
    levels = await page.evaluate(
        "[...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].filter((one) => one.checkVisibility())"
        ".map((one) => Number(one.tagName[1]))"
    )
    assert levels.count(1) == 1, levels
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels)), levels
    box = await page.evaluate(
        "[...document.querySelectorAll('h1')].find((one) => one.checkVisibility())"
        ".getBoundingClientRect().toJSON()"
    )
    size = page.viewport_size
    assert size is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= size["width"]
    wide = await page.evaluate("document.documentElement.scrollWidth")
    assert wide == size["width"], wide
    if await page.locator(".desktop, .admin").count():
        assert await page.evaluate("document.documentElement.scrollHeight") == size["height"]
    cut_off = await page.evaluate(CUT_OFF)
    assert cut_off == [], cut_off
