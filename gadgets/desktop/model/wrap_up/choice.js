/**
 * The wrap-up reasons that an agent is choosing for a call, until he applies them: pure. `applied` are those that the call
 * has, `chosen` those that it is to have, at most five.
 */

import { MOST } from "./wrap_up.js";

/** Nothing is changed yet. */
export const choiceOf = (applied) => ({ applied, chosen: applied });

/** With that reason chosen, or no more; a sixth is not taken. */
export function toggled(choice, reason) {
  const { chosen } = choice;
  if (chosen.includes(reason)) {
    return { ...choice, chosen: chosen.filter((each) => each !== reason) };
  }
  return chosen.length < MOST ? { ...choice, chosen: [...chosen, reason] } : choice;
}

/** The call has other reasons, whoever gave them: what the agent himself has added or taken away stays so. */
export function heard(choice, applied) {
  const added = choice.chosen.filter((each) => !choice.applied.includes(each) && !applied.includes(each));
  const removed = choice.applied.filter((each) => !choice.chosen.includes(each));
  const kept = applied.filter((each) => !removed.includes(each));
  return { applied, chosen: [...kept, ...added].slice(0, MOST) };
}

/** Whether there is anything to apply. */
export const isChanged = ({ applied, chosen }) =>
  applied.length !== chosen.length || applied.some((each) => !chosen.includes(each));

export const isFull = ({ chosen }) => chosen.length >= MOST;

/** What is listed: what there is, and what the call has though it is no reason of this agent's; of it what is searched. */
export function listed(reasons, { applied }, search) {
  const all = [...reasons, ...applied.filter((each) => !reasons.includes(each))];
  const wanted = search.trim().toLowerCase();
  return all.filter((each) => each.toLowerCase().includes(wanted));
}

/** What was kept of a choice before a reload, if it is one. */
export const isChoice = (kept) =>
  [kept?.applied, kept?.chosen].every(
    (list) => Array.isArray(list) && list.length <= MOST && list.every((each) => typeof each === "string"),
  );
