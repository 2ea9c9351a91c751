/**
 * What calls for the agent's eyes when he looks at something else: pure. The desk before and after a change give the
 * alerts `{kind, text, tag}` that are to be shown: "call", "rona" (a call that he did not answer), "failover".
 */

import { isRinging, otherEndText } from "./calls/dialog.js";
import { bannerOf } from "./failover.js";

const NOT_ANSWERED = "32763"; // AGT_RNA
const LOST = ["reconnecting", "lost", "outOfService"];

/** The calls that ring. */
export const ringing = ({ user, dialogs }) =>
  user === undefined ? [] : dialogs.filter((dialog) => isRinging(dialog, user.extension));

/** @param {{desk: object, link: object}|undefined} before */
export function alertsOf(before, { desk, link }, properties) {
  if (before === undefined) {
    return []; // the desktop opens: the agent is looking at it
  }
  const told = [];
  const known = ringing(before.desk).map(({ id }) => id);
  for (const dialog of ringing(desk).filter(({ id }) => !known.includes(id))) {
    const number = otherEndText(dialog, desk.user.extension);
    told.push({ kind: "call", tag: `call ${dialog.id}`, text: ["alert.call", { number }] });
  }
  if (properties.enableToasterNotificationForRONA && wentUnanswered(desk.user) && !wentUnanswered(before.desk.user)) {
    told.push({ kind: "rona", tag: "rona", text: ["alert.rona", {}] });
  }
  if (properties.enableToasterNotificationForFailover) {
    const [was, is] = [before.link, link].map((state) => LOST.includes(bannerOf(state)));
    if (was !== is) {
      told.push({ kind: "failover", tag: "failover", text: [is ? "alert.lost" : "alert.back", {}] });
    }
  }
  return told;
}

const wentUnanswered = (user) => user.state === "NOT_READY" && user.reason?.code === NOT_ANSWERED;

/** What the page's title says: whose call rings, or else nothing. */
export function titleOf(desk) {
  const [first] = ringing(desk);
  return first && ["alert.title", { number: otherEndText(first, desk.user.extension) }];
}
