/**
 * What can be done with a call now, and by which dialog it is asked: the server's actions of the agent's part in it.
 *
 * Transfer and conference are offered on the call on hold and stand beside the one that is active, which is to be joined
 * with it (Finesse Web Services guide, Actions by participant state).
 */

import { ownPart } from "./dialog.js";

const JOINING = ["TRANSFER", "CONFERENCE"];

/** For a call, [{action, dialogId}], in the order of the server. */
export function offersOf({ user, dialogs }, dialog) {
  const own = partOf(user, dialog);
  const here = own.actions.map((action) => ({ action, dialogId: dialog.id }));
  if (own.state === "ACTIVE") {
    const held = partner(user, dialogs, dialog);
    const joining = JOINING.filter(
      (action) => !own.actions.includes(action) && held && partOf(user, held).actions.includes(action),
    );
    return [...here, ...joining.map((action) => ({ action, dialogId: held.id }))];
  }
  const isBeside = own.state === "HELD" && dialogs.some((other) => partner(user, dialogs, other) !== undefined);
  return isBeside ? here.filter(({ action }) => !JOINING.includes(action)) : here;
}

/** The call on hold that an active one would be joined with: the one it was made about, or else the latest. */
function partner(user, dialogs, active) {
  if (partOf(user, active)?.state !== "ACTIVE") {
    return undefined;
  }
  const held = dialogs.filter((dialog) => {
    const own = partOf(user, dialog);
    return own?.state === "HELD" && JOINING.some((action) => own.actions.includes(action));
  });
  return held.find(({ id }) => id === active.associated) ?? held.at(-1);
}

const partOf = (user, dialog) => ownPart(dialog, user.extension);

/** Which calls a shortcut means, the first that allows the action: user guides, Keyboard shortcuts. */
const FIRST = {
  DROP: [["ACTIVE"], ["INITIATING", "INITIATED", "ALERTING", "FAILED"], ["HELD"]],
};

/**
 * What a shortcut asks for: {action, dialogId}, or undefined where no call offers it. Among several calls the one that
 * became what it is last.
 */
export function offerOf(desk, action) {
  const { user, dialogs } = desk;
  const offering = dialogs
    .flatMap((dialog) => {
      const offer = offersOf(desk, dialog).find((one) => one.action === action);
      return offer ? [{ offer, own: partOf(user, dialog) }] : [];
    })
    .sort((one, other) => (one.own.since ?? 0) - (other.own.since ?? 0));
  for (const states of FIRST[action] ?? []) {
    const found = offering.findLast(({ own }) => states.includes(own.state));
    if (found !== undefined) {
      return found.offer;
    }
  }
  return offering.at(-1)?.offer;
}
