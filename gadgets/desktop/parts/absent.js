/** What stands where a layout has a part of the desktop that this version does not have: words, so that none is blank. */

import { h, setAttribute, setText } from "./dom.js";
import { icon } from "./icons.js";

const ICONS = { "teammessage.component": "mail", "chat.component": "mui-chat-active_16" };

/**
 * @param {{say: function, name: string, level: string, tell: (words: string) => void, managed: () => number,
 *   manage: (is: boolean) => void}} given `managed` counts the gadgets that this part would show when it is asked to,
 *   `manage` shows them
 */
export function absent({ say, name, level, tell, managed, manage }) {
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
  const button = h("button", { type: "button", class: "button quiet", "data-testid": "absent-manages" });
  const show = (is) => {
    setAttribute(button, "aria-expanded", String(is));
    setText(button, say(is ? "absent.hide" : "absent.show", { count: managed() }));
    manage(is);
  };
  button.addEventListener("click", () => show(button.getAttribute("aria-expanded") !== "true"));
  const element = h(
    "section",
    { class: "card absent", "data-testid": "absent" },
    h("h2", {}, say(`component.${name}`)),
    h("p", {}, words),
    managed() > 0 && button,
  );
  if (managed() > 0) {
    show(false);
  }
  return element;
}
