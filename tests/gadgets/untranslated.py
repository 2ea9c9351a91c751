"""What a page shows or tells that is neither in its language's words nor somebody's own."""

from __future__ import annotations

from typing import Any

from playwright.async_api import Page

# What people typed, and what comes from the server, stands in an element that finds its direction by itself
# (`dir="auto"`, `bdi`), in a table's cell or a field; the rest must be a text of the page, with its values.
SCRIPT = r"""async ([module, own]) => {
  const words = Object.values((await import(module)).default);
  const bare = (text) => text.replace(/\{\w+\}/g, "");
  const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\\/]/g, "\\$&");
  const patterns = words
    .filter((text) => /\p{L}/u.test(bare(text)))
    .map((text) => new RegExp(`^${text.split(/\{\w+\}/).map(escaped).join("[^]*")}$`, "u"));
  patterns.push(...own.map((each) => new RegExp(`^(?:${each})$`, "u")));
  const known = (text) => !/\p{L}{2}/u.test(text) || patterns.some((pattern) => pattern.test(text));
  const isOwn = (element) =>
    element.closest('[dir="auto"], bdi, kbd, code, pre, textarea, time, iframe, .error-code, .ace_editor');
  const found = new Set();
  const look = (text, element) => {
    const said = text.trim().replace(/\s+/g, " ");
    if (said !== "" && !isOwn(element) && !known(said)) {
      found.add(said);
    }
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    if (node.nodeType === Node.TEXT_NODE) {
      // What stands in an editor of text, somebody wrote; what its buttons are called is the page's.
      if (node.parentElement.checkVisibility() && !node.parentElement.closest(".ace_editor")) {
        look(node.data, node.parentElement);
      }
    } else if (node.checkVisibility()) {
      for (const name of ["aria-label", "title", "placeholder", "alt"]) {
        look(node.getAttribute(name) ?? "", node);
      }
    }
  }
  return [...found];
}"""


async def untranslated(page: Page, module: str, *own: str) -> list[str]:
    """The texts that are neither of `module`, the page's words, nor like an `own` expression."""
    found: Any = await page.evaluate(SCRIPT, [module, list(own)])
    return [str(text) for text in found]
