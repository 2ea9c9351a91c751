/** `gadgets.window.adjustHeight`: the frame is as high as its content, or as high as the gadget says. */
(function () {
  "use strict";

  const MOST_ELEMENTS = 20000; // how many are measured; the rest of so large a page is taken to be no lower

  gadgets.window = gadgets.window || {};
  let told = 0;
  let waiting = false;

  gadgets.window.getViewportDimensions = () => ({ width: window.innerWidth, height: window.innerHeight });

  gadgets.window.adjustHeight = function (wanted) {
    const asked = Number.parseInt(wanted, 10);
    const measured = Number.isNaN(asked);
    if (measured && !document.body) {
      whenLoaded();
      return;
    }
    const height = measured ? gadgets.window.getHeight_() : asked;
    if (height !== told && height >= 0 && !(measured && height === 0)) {
      told = height;
      gadgets.rpc.call(null, "resize_iframe", null, height);
    }
  };

  function whenLoaded() {
    if (!waiting) {
      waiting = true;
      gadgets.util.registerOnLoadHandler(() => gadgets.window.adjustHeight());
    }
  }

  /** How high the content is: a page's own scroll height is never less than its frame, so it cannot say "lower". */
  gadgets.window.getHeight_ = function () {
    const root = document.documentElement;
    if (root.scrollHeight > window.innerHeight) {
      return root.scrollHeight;
    }
    const body = document.body;
    const style = window.getComputedStyle(body);
    const inside = px(style.paddingBottom) + px(style.borderBottomWidth);
    const outside = px(style.marginBottom);
    const { bottom, withMargin } = lowest(body);
    // The body's margin and that of its last child are one, unless something is between them.
    const end = Math.max(bottom + inside + outside, withMargin + inside + (inside > 0 ? outside : 0));
    return bottom === 0 ? 0 : Math.ceil(end + window.scrollY);
  };

  /** The lowest edge of what `body` holds, from the top of the viewport; without and with the margin below it. */
  function lowest(body) {
    let bottom = 0;
    let withMargin = 0;
    let left = MOST_ELEMENTS;
    const open = [...body.childNodes];
    while (open.length > 0 && left > 0) {
      const node = open.pop();
      left -= 1;
      if (node.nodeType === Node.TEXT_NODE) {
        bottom = Math.max(bottom, textBottom(node));
      } else if (node.nodeType === Node.ELEMENT_NODE) {
        const style = window.getComputedStyle(node);
        if (style.display === "none" || style.position === "fixed") {
          continue;
        }
        const box = node.getBoundingClientRect();
        if (box.height > 0) {
          bottom = Math.max(bottom, box.bottom);
          withMargin = Math.max(withMargin, box.bottom + px(style.marginBottom));
        }
        if (style.overflowY === "visible" || style.display === "contents") {
          open.push(...node.children);
        }
      }
    }
    return { bottom, withMargin };
  }

  function textBottom(node) {
    if (node.data.trim() === "") {
      return 0;
    }
    const range = document.createRange();
    range.selectNodeContents(node);
    return range.getBoundingClientRect().bottom;
  }

  function px(length) {
    return Number.parseFloat(length) || 0;
  }
})();
