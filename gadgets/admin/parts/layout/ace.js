/** Ace, the editor, when it is first needed. See docs/decisions/layouts-are-written-in-ace.md. */

import { h } from "../../../desktop/parts/dom.js";

const FILES = "/desktop/thirdparty/ace/editor";
let loading;

/** A promise of Ace; undefined where this server has it not. */
export function loadAce() {
  loading ??= Promise.all([
    loaded(h("link", { rel: "stylesheet", href: `${FILES}.css` })),
    loaded(h("script", { src: `${FILES}.js` })),
  ]).then((done) => {
    const { ace } = globalThis;
    if (done.includes(false) || ace === undefined) {
      return undefined;
    }
    ace.config.set("useStrictCSP", true); // its styles are those of the sheet; it makes none
    return ace;
  });
  return loading;
}

/** A promise of whether it was loaded. */
function loaded(element) {
  return new Promise((resolve) => {
    element.addEventListener("load", () => resolve(true));
    element.addEventListener("error", () => resolve(false));
    document.head.append(element);
  });
}
