/** Wrap-up reasons that are chosen and not applied: kept in this browser tab, so that a reload does not lose them. */

import { isChoice } from "../../model/wrap_up/choice.js";
import { keepInTab, keptInTab } from "../../tab_memory.js";

const NAME = "wrapUpChoices";
const MOST = 20; // calls

/** What was chosen for that call, or undefined. */
export function choiceKept(dialogId) {
  const kept = keptInTab(NAME)?.[dialogId];
  return isChoice(kept) ? kept : undefined;
}

/** Keep what is chosen for that call; undefined forgets it. */
export function keepChoice(dialogId, choice) {
  const { [dialogId]: old, ...others } = keptInTab(NAME) ?? {};
  if (choice !== undefined) {
    const latest = Object.entries(others).slice(1 - MOST);
    keepInTab(NAME, Object.fromEntries([...latest, [dialogId, choice]]));
  } else if (old !== undefined) {
    keepInTab(NAME, others);
  }
}
