/** What Finesse tells a gadget of the user and the server, made of the preferences in the frame's address. */

/** Preferences read as text. */
const TEXTS = [
  "id",
  "authorization",
  "authToken",
  "host",
  "hostPort",
  "scheme",
  "restHost",
  "localhostFQDN",
  "localhostPort",
  "externalServerHost",
  "xmppDomain",
  "pubsubDomain",
  "extension",
  "mobileAgentMode",
  "mobileAgentDialNumber",
  "country",
  "language",
  "locale",
  "teamId",
  "teamName",
  "peripheralId",
  "compatibilityMode",
  "systemAuthMode",
  "deploymentType",
  "toasterNotificationTimeout",
  "navItemRoute",
  "order",
  "enableDropParticipantFor",
  "dropParticipant",
  "CCDContainer",
  "cceSkillTargetId",
  "speechRecognitionHighlights",
];
/** Preferences that hold JSON, which reading a preference has escaped. */
const JSON_TEXTS = ["urlPrefs", "messages", "gadgetInfo"];

/**
 * The Config of a gadget's window. The credentials, which no address should hold, come from the session's
 * storage and are put among the preferences, where gadgets look for them that make a Config of their own.
 *
 * @param {any} frame the gadget's window
 */
export function configOf(frame) {
  if (typeof frame.gadgets?.Prefs !== "function") {
    return {};
  }
  const prefs = new frame.gadgets.Prefs();
  const stored = frame.sessionStorage?.getItem("userFinesseAuth");
  if (prefs.getString("authorization").trim() === "" && stored) {
    keep(prefs, stored);
  }
  const config = Object.fromEntries(TEXTS.map((name) => [name, prefs.getString(name)]));
  for (const name of JSON_TEXTS) {
    const escaped = prefs.getString(name);
    config[name] = frame.gadgets.util?.unescapeString(escaped) ?? escaped;
  }
  config.authorization = config.authorization.trim() === "" ? (stored ?? "") : config.authorization;
  config.clientDriftInMillis = prefs.getInt("clientDriftInMillis") || drift(frame);
  return config;
}

function keep(prefs, authorization) {
  try {
    prefs.set("authorization", authorization);
  } catch {
    // The gadget does not require setprefs; it has the Config all the same.
  }
}

function drift(frame) {
  return Number.parseInt(frame.sessionStorage?.getItem("clientTimestampDrift") ?? "", 10) || 0;
}

/** This frame's. */
export const Config = configOf(globalThis);
