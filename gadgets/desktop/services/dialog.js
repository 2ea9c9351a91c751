/** The dialog that gadgets show by `Container.showDialog`: one at a time, text only. */

import { h } from "../parts/dom.js";
import { readDialog } from "./dialog_request.js";
import { call } from "./untrusted.js";

export class Dialog {
  constructor(say) {
    this.say = say;
    this.element = h("div", { class: "gadget-dialogs" });
  }

  /** Show it in the place of the one that is there. Returns what closes it: {close}. */
  show(first, second) {
    const asked = readDialog(first, second);
    this.hide();
    const title = h("h2", { id: "gadget-dialog-title" }, asked.title || this.say("dialog.title"));
    const dialog = h(
      "dialog",
      { class: "gadget-dialog", "aria-labelledby": title.id, "data-testid": "gadget-dialog" },
      title,
      h("p", { class: "gadget-dialog-words" }, asked.message),
      h(
        "button",
        { type: "button", class: "button blue", onclick: () => dialog.close() },
        this.say("dialog.close"),
      ),
    );
    dialog.addEventListener("close", () => {
      dialog.remove();
      call(asked.close);
    });
    this.shown = dialog;
    this.element.append(dialog);
    if (asked.isBlocking) {
      dialog.showModal();
    } else {
      dialog.show();
    }
    return { close: () => dialog.isConnected && dialog.close() };
  }

  hide() {
    if (this.shown?.isConnected) {
      this.shown.close();
    }
  }
}
