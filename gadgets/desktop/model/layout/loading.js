/**
 * The loading indicator of a gadget. Pure.
 *
 * Source: DevNet, Loading Indicator Feature: shown while the gadget loads; with `manual-dismiss` until the gadget
 * says that it may go; after `loading-timeout` seconds it says so and offers to try again.
 */

const WITHIN = 10; // seconds

/** What a gadget asked for, from its feature's parameters. */
export function wishesOf(params = {}) {
  const one = (name) => [params[name]].flat()[0];
  const seconds = Number(one("loading-timeout"));
  return {
    manual: String(one("manual-dismiss")).trim().toLowerCase() === "true",
    seconds: seconds > 0 && seconds < 86_400 ? seconds : WITHIN,
  };
}

export const begun = (now) => ({ since: now, loaded: false, dismissed: false, asked: false });

/** "none", "loading" or "late". */
export function indicatorOf({ since, loaded, dismissed, asked }, { manual, seconds }, now) {
  const done = dismissed || (loaded && !manual && !asked);
  return done ? "none" : now - since >= seconds * 1000 ? "late" : "loading";
}
