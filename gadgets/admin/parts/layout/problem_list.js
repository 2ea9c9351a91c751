/** What is wrong in a layout, each with its line: choosing one leads there. */

import { h, setText } from "../../../desktop/parts/dom.js";
import { countOf, problemText } from "../../model/layout/problem.js";
import { icon } from "../icons.js";

export class ProblemList {
  /** @param {{say: function, chosen: (problem) => void}} given */
  constructor({ say, chosen }) {
    Object.assign(this, { say, chosen });
    this.summary = h("p", { class: "layout-summary", role: "status", "data-testid": "layout-summary" });
    this.list = h("ol", { class: "layout-problems", "aria-label": say("layout.problems"), "data-testid": "layout-problems" });
    this.element = h("div", { class: "layout-findings" }, this.summary, this.list);
    this.wait();
  }

  /** It is being looked at. */
  wait() {
    setText(this.summary, this.say("layout.checking"));
    this.summary.dataset.kind = "checking";
  }

  /** It could not be looked at. */
  failed(text) {
    setText(this.summary, this.say("layout.notChecked", { cause: text }));
    this.summary.dataset.kind = "warnings";
  }

  show(problems) {
    const { errors, warnings } = countOf(problems);
    this.summary.dataset.kind = errors > 0 ? "errors" : warnings > 0 ? "warnings" : "fine";
    setText(
      this.summary,
      errors > 0
        ? this.say("layout.errors", { count: errors })
        : warnings > 0
          ? this.say("layout.warnings", { count: warnings })
          : this.say("layout.fine"),
    );
    this.list.replaceChildren(...problems.map((problem) => h("li", {}, this.entry(problem))));
  }

  /** The first entry gets the focus. */
  focus() {
    this.list.querySelector("button")?.focus();
  }

  entry(problem) {
    const { line, column, warning } = problem;
    return h(
      "button",
      {
        type: "button",
        class: "layout-problem",
        "data-testid": "layout-problem",
        "data-kind": warning ? "warning" : "error",
        "data-line": line,
        onclick: () => this.chosen(problem),
      },
      icon(warning ? "warning" : "close"),
      h("span", { class: "unseen" }, this.say(warning ? "layout.warning" : "layout.error")),
      h("span", { class: "layout-problem-place" }, this.say("layout.place", { line, column })),
      h("bdi", { class: "layout-problem-words" }, this.say(problemText(problem))),
    );
  }
}
