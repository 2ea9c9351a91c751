/** The viewer of the local log: the sessions that this browser keeps, and the switch that begins to keep them. */

import { h, setText } from "../desktop/parts/dom.js";
import { speech } from "../desktop/parts/speech.js";
import { forgetAll, isOn, sessionsOf, turn } from "./sessions.js";

const { say } = await speech((locale) => import(`./texts/${locale}.js`));
document.title = say("title");

const clock = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "medium", timeStyle: "medium" });
const button = (name, does) =>
  h("button", { type: "button", class: "button quiet", "data-testid": `log-${name}`, onclick: does }, say(name));

const wanted = h("input", { type: "checkbox", "data-testid": "log-switch" });
wanted.checked = isOn(localStorage);
wanted.addEventListener("change", () => turn(localStorage, wanted.checked));
const choice = h("select", { "aria-label": say("session"), "data-testid": "log-session", onchange: () => show() });
const lines = h("pre", { class: "local-log-lines", tabindex: "0", "aria-label": say("lines"), role: "log" });
const status = h("p", { class: "local-log-status", role: "status" });
let sessions = [];

document.getElementById("app").replaceChildren(
  h(
    "main",
    { class: "local-log" },
    h("h1", {}, say("title")),
    h("p", {}, say("subtitle")),
    h("label", { class: "local-log-switch" }, wanted, say("switch")),
    h(
      "div",
      { class: "local-log-actions" },
      choice,
      button("refresh", () => refresh()),
      button("copy", () => void copy()),
      button("forget", () => {
        forgetAll(localStorage);
        refresh();
        setText(status, say("forgotten"));
      }),
    ),
    status,
    lines,
  ),
);
refresh();

function refresh() {
  sessions = sessionsOf(localStorage);
  const label = ({ began, session, lines: { length: count } }) =>
    say("session.of", { began: began === undefined ? session : clock.format(began), count });
  choice.replaceChildren(...sessions.map((one) => h("option", { value: one.session }, label(one))));
  choice.hidden = sessions.length === 0;
  setText(status, "");
  show();
}

function show() {
  const shown = sessions.find(({ session }) => session === choice.value);
  setText(lines, shown === undefined ? say("none") : shown.lines.join("\n"));
}

async function copy() {
  const count = sessions.find(({ session }) => session === choice.value)?.lines.length ?? 0;
  try {
    await navigator.clipboard.writeText(lines.textContent);
    setText(status, say("copied", { count }));
  } catch {
    setText(status, say("copy.failed"));
  }
}
