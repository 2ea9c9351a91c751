/**
 * What happens to calls that an agent who looks at another tab should see, beside a call that comes. Source: administration
 * guide, Multi-Tab gadget layout: an answered call and wrap-up, and by properties what else changes.
 */

import { isShown, others, ownPart } from "./dialog.js";

const WATCHED = {
  showNotificationOnCallVariablesChange: ({ variables }) => variables,
  showNotificationOnParticipantChange: (dialog, extension) =>
    others(dialog, extension)
      .map(({ address }) => address)
      .sort(),
  showNotificationOnWrapUpReasonsChange: ({ wrapUps }) => wrapUps,
};

/** Whether something of the kind happened between the desk as it was, if there was one, and as it is. */
export function isNews(before, desk, properties) {
  if (before?.user === undefined) {
    return false;
  }
  const { extension } = desk.user;
  const [was, is] = [before, desk].map(({ dialogs }) => dialogs.filter((dialog) => isShown(dialog, extension)));
  if (properties.showNotificationOnNumCallsChange && was.length !== is.length) {
    return true;
  }
  const watched = Object.keys(WATCHED).filter((property) => properties[property]);
  return is.some((dialog) => {
    const old = was.find(({ id }) => id === dialog.id);
    if (old === undefined || old === dialog) {
      return false;
    }
    const differs = (of) => JSON.stringify(of(old, extension)) !== JSON.stringify(of(dialog, extension));
    return goesOn(ownPart(old, extension).state, ownPart(dialog, extension).state) || watched.some((property) => differs(WATCHED[property]));
  });
}

const goesOn = (was, is) => was !== is && (is === "WRAP_UP" || (is === "ACTIVE" && was === "ALERTING"));
