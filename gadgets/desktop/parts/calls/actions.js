/** The buttons of a ringing call: one for each action that the server allows and the desktop knows, and no other. */

import { keyOf } from "../../model/asks.js";
import { h } from "../dom.js";
import { icon } from "../icons.js";

const BUTTONS = [
  { action: "ANSWER", icon: "answer", look: "green", testid: "answer" },
];

/** Buttons for those of `actions` that are in `shown`. */
export function actionButtons(say, ask, dialogId, actions, { shown, disabled }) {
  return BUTTONS.filter(({ action }) => actions.includes(action) && shown.includes(action)).map((button) =>
    h(
      "button",
      {
        type: "button",
        class: `button ${button.look}`,
        disabled,
        "data-testid": button.testid,
        onclick: () => ask({ to: "act", dialogId, action: button.action }),
      },
      icon(button.icon),
      h("span", {}, say(`action.${button.action}`)),
    ),
  );
}

/** Whether nothing can be asked of a call now: no server, or an answer is still awaited. */
export function isBusy({ connected, pending }, dialogId) {
  return !connected || pending[keyOf({ to: "act", dialogId })] !== undefined;
}
