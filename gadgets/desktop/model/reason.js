/** The reason of a state as it is shown. */

import { LOCALES } from "../texts.js";

/**
 * A reason's label; the system's own reasons are said in the user's language, unless an administrator has given
 * them another label.
 */
export function reasonText(reason) {
  const key = `systemReason.${reason?.code}`;
  return reason?.system && LOCALES.en_US[key] === reason.label ? [key, {}] : (reason?.label ?? "");
}
