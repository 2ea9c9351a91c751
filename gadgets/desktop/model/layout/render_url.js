/**
 * The address that renders a gadget, and the preferences that Finesse gives to every gadget on it. Pure.
 *
 * Sources: a published request of release 12.6 (order, `st`, a missing value as the text `undefined`); gadgets that
 * read `url` themselves from their own address, so it is last and encoded once.
 */

// Stock Shindig's insecure token, the same for every user: nothing here relies on it.
const TOKEN = "john.doe:john.doe:appid:cont:url:0:default";
const REFRESH = 86_400; // seconds
const MESSAGES = { "select.agent.message": "Select an agent to see the history." };

/**
 * @param {{url: string, mid: number, view?: string, nocache?: boolean, country: string, language: string,
 *   prefs: Array<[string, unknown]>, inspected?: boolean}} gadget `inspected`: the frame tells an inspector of itself
 */
export function renderUrl({ url, mid, view = "default", nocache = false, country, language, prefs, inspected }) {
  const query = [
    ["container", "default"],
    ["mid", mid],
    ["nocache", nocache ? 1 : 0],
    ["country", country],
    ["lang", language],
    ["view", view],
    ["refresh", REFRESH],
    ...(inspected ? [["inspect", 1]] : []),
    ...prefs.map(([name, value]) => [`up_${name}`, value]),
  ];
  const told = query.map(([name, value]) => `${encode(name)}=${encode(value)}`).join("&");
  return `/gadgets/ifr?${told}&st=${TOKEN}&url=${encode(url)}`;
}

/**
 * Every preference, in the product's order; an attribute of the layout of the same name stands in its place, others
 * follow.
 *
 * @param {{user: object, place: {scheme: string, host: string, port: string}, server: {host: string, domain: string,
 *   pubsubDomain: string}, locale: string, properties: object, toaster: number, url: string, order: number, tab?: string,
 *   attributes: Object<string, string>}} given
 * @returns {Array<[string, unknown]>}
 */
export function prefsOf({ user, place, server, locale, properties, toaster, url, order, tab, attributes }) {
  const [language, country] = languageOf(locale);
  const own = [
    ["id", user.loginId],
    ["order", order],
    ["urlPrefs", JSON.stringify(urlPrefs(url, place))],
    ["country", country],
    ["language", language],
    ["locale", locale],
    ["host", place.host],
    ["hostPort", place.port],
    ["extension", user.extension],
    ["xmppDomain", server.domain],
    ["pubsubDomain", server.pubsubDomain],
    ["restHost", server.host],
    ["mobileAgentMode", undefined],
    ["mobileAgentDialNumber", undefined],
    ["scheme", place.scheme],
    ["localhostFQDN", server.host],
    ["localhostPort", 8082],
    ["teamId", user.teamId],
    ["teamName", user.teamName],
    ["systemAuthMode", "NON_SSO"],
    ["compatibilityMode", false],
    ["toasterNotificationTimeout", toaster],
    ["navItemRoute", tab === undefined ? undefined : `#/${tab}`],
    ["speechRecognitionHighlights", undefined],
    ["cceSkillTargetId", undefined],
    ["enableDropParticipantFor", properties.enableDropParticipantFor],
    ["dropParticipant", properties.dropParticipant],
    ["CCDContainer", true],
    ["externalServerHost", `${place.scheme}://${server.host}:${place.port}`],
    ["deploymentType", "UCCX"],
    ["peripheralId", undefined],
    ["messages", JSON.stringify(MESSAGES)],
    ["gadgetInfo", undefined],
  ];
  const names = own.map(([name]) => name);
  return [
    ...own.map(([name, value]) => [name, Object.hasOwn(attributes, name) ? attributes[name] : value]),
    ...Object.entries(attributes).filter(([name]) => !names.includes(name)),
  ];
}

/** [language, country] of a locale. */
export function languageOf(locale) {
  const [language, country = ""] = locale.split("_");
  return [language, country];
}

/** What a gadget's own address says, as it is handed on beside it. */
function urlPrefs(url, { scheme, host, port }) {
  let address;
  try {
    address = new URL(url, `${scheme}://${host}:${port}`);
  } catch {
    return {};
  }
  return {
    ...Object.fromEntries(address.searchParams),
    scheme: address.protocol.slice(0, -1),
    hostname: address.hostname,
    port: address.port,
  };
}

const encode = (value) => encodeURIComponent(String(value).toWellFormed());
