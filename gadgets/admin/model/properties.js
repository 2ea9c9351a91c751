/** The desktop's properties, as the console sets them. Pure. */

/** Which belong together, in the order in which they are shown; those of no group come last. */
const GROUPS = {
  look: ["title", "logo", "securityBannerMessage", "enableShortCutKeys", "enableDragDropAndResizeGadget"],
  calls: [
    "showActiveCallDetails",
    "enableDropParticipantFor",
    "dropParticipant",
    "pendingDTMFThresholdCount",
    "dtmfRequestTimeoutInMs",
  ],
  wrapUp: ["forceWrapUp", "showWrapUpTimer", "wrapUpCountDown", "enableWrapupButtonForAllCallTypes"],
  news: [
    "showNotificationOnCallVariablesChange",
    "showNotificationOnParticipantChange",
    "showNotificationOnWrapUpReasonsChange",
    "showNotificationOnNumCallsChange",
    "enableToasterNotificationForRONA",
    "enableToasterNotificationForFailover",
    "enableRingSound",
  ],
  gadgets: ["showAgentHistoryGadgets", "maxTabsOnTabbedGadgetHeader", "displayNavLevelGadgetsFirstInMultitab"],
  signIn: [
    "loginFailureRetryAttempts",
    "loginFailureRetryInterval",
    "retryLoginAfterLogoutPhoneFailure",
  ],
};

/** @returns {[string, object[]][]} each group with its properties */
export function grouped(properties) {
  const rest = new Map(properties.map((one) => [one.key, one]));
  const groups = Object.entries(GROUPS).map(([group, keys]) => {
    const found = keys.map((key) => rest.get(key)).filter(Boolean);
    found.forEach(({ key }) => rest.delete(key));
    return [group, found];
  });
  return [...groups, ["other", [...rest.values()]]].filter(([, found]) => found.length > 0);
}

/** What is wrong with the text of a property, as a text; undefined for nothing. The empty text is the default. */
export function propertyFault({ kind, least, most }, text) {
  if (text === "" || kind !== "number") {
    return undefined;
  }
  const value = /^[0-9]{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= least && (most === null || value <= most)) {
    return undefined;
  }
  return most === null ? ["properties.atLeast", { least }] : ["properties.range", { least, most }];
}

/** What is to be sent: the properties that are another now; null for what has its default again. */
export function changedValues(properties, values) {
  return Object.fromEntries(
    properties
      .map(({ key, value }) => [key, value, values[key] === "" ? null : values[key]])
      .filter(([, before, now]) => now !== undefined && now !== before)
      .map(([key, , now]) => [key, now]),
  );
}
