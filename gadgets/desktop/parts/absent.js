/** What stands where a layout has a part of the desktop that this version does not have: words, so that none is blank. */

import { h } from "./dom.js";
import { icon } from "./icons.js";

const ICONS = { "chat.component": "mui-chat-active_16" };

/** @param {{say: function, name: string, level: string, tell: (words: string) => void}} given */
export function absent({ say, name, level, tell }) {
  const words = say(`absent.${name}`);
  if (level === "header") {
    const what = say(`component.${name}`);
    return h(
      "button",
      {
        type: "button",
        class: "round-button absent-button",
        id: name === "chat.component" ? "chat-icon" : undefined,
        "data-testid": "absent",
        title: words,
        "aria-label": what,
        onclick: () => tell(words),
      },
      icon(ICONS[name] ?? "tab"),
    );
  }
  return h(
    "section",
    { class: "card absent", "data-testid": "absent" },
    h("h2", {}, say(`component.${name}`)),
    h("p", {}, words),
  );
}
