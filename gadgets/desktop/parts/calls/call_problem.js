/** Why a call failed, or why what was asked of it was refused. */

import { h, setText } from "../dom.js";

export class CallProblem {
  constructor({ say }) {
    this.say = say;
    this.text = h("p", {});
    this.code = h("small", { class: "error-code", "data-testid": "error-code" });
    this.element = h("div", { class: "call-problem", role: "alert", hidden: true }, this.text, this.code);
  }

  update({ notices }, dialog, own) {
    const hasFailed = own.state === "FAILED";
    const notice = notices.find(({ key }) => key === `dialog ${dialog.id}`);
    const text = hasFailed ? this.say(`cause.${own.cause}`) : notice ? this.say(notice.text) : "";
    setText(this.text, text);
    setText(this.code, hasFailed ? own.cause : (notice?.code ?? ""));
    this.element.hidden = text === "";
  }
}
