/** The question after a sign-in that a phone made fail: it is tried again by itself, at once, or not. */

import { h, setText } from "../dom.js";

/**
 * Ask, and count down. Whether to try again.
 *
 * @param {function} say
 * @param {{why: string, seconds: number, left: number}} attempt `why` the last one failed; how many are left
 * @returns {Promise<boolean>}
 */
export function triedAgain(say, { why, seconds, left }) {
  return new Promise((resolve) => {
    const heading = h("h2", { id: "retry-title" }, say("signIn.retry.title"));
    const waits = h("p", { id: "spinner_modal_message", "data-testid": "retry-wait" });
    const until = performance.now() + seconds * 1000;
    const count = () => {
      const rest = Math.max(0, Math.ceil((until - performance.now()) / 1000));
      setText(waits, say("signIn.retry.text", { seconds: rest, left }));
      if (rest === 0) {
        dialog.close("again");
      }
    };
    const button = (text, kind, value) =>
      h(
        "button",
        {
          type: "button",
          class: `button ${kind}`,
          "data-testid": `retry-${value}`,
          onclick: () => dialog.close(value),
        },
        say(text),
      );
    const dialog = h(
      "dialog",
      { "class": "sign-in-dialog", "aria-labelledby": heading.id, "data-testid": "retry" },
      heading,
      h("p", {}, why),
      waits,
      h(
        "div",
        { class: "question-answers" },
        button("signIn.retry.now", "blue", "again"),
        button("signIn.retry.stop", "quiet", "stop"),
      ),
    );
    const counting = setInterval(count, 1000);
    dialog.addEventListener("close", () => {
      clearInterval(counting);
      dialog.remove();
      resolve(dialog.returnValue === "again");
    });
    document.body.append(dialog);
    dialog.showModal();
    count();
  });
}
