/** Whom to consult about a call, or to transfer it to at once. */

import { keyOf } from "../../model/asks.js";
import { DialForm } from "./dial_form.js";

export class ReachPanel {
  constructor({ say, ask, dialogId, action, close }) {
    this.dialogId = dialogId;
    const key = action === "CONSULT_CALL" ? "dialler.call" : "dialler.transfer";
    this.form = new DialForm({
      say,
      submit: key,
      choose: action === "CONSULT_CALL" ? "dialler.callTo" : "dialler.transferTo",
      chosen: (number) => {
        close();
        ask({ to: "reach", dialogId, action, number });
      },
    });
    this.element = this.form.element;
  }

  update({ contacts, connected, pending }) {
    const allowed = connected && pending[keyOf({ to: "act", dialogId: this.dialogId })] === undefined;
    this.form.update({ contacts, allowed });
  }

  closed() {
    this.form.clear();
  }
}
