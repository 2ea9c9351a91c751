/**
 * What an event tunnel and the page around it say to each other: strings `<number>|<text>` by postMessage. Source:
 * Finesse Developer Guide, Connect to XMPP over HTTP using Finesse EventTunnel.
 */

export const TYPE = {
  EVENT: 0,
  ID: 1,
  PASSWORD: 2,
  RESOURCEID: 3,
  STATUS: 4,
  XMPPDOMAIN: 5,
  PUBSUBDOMAIN: 6,
  SUBSCRIBE: 7,
  UNSUBSCRIBE: 8,
  PRESENCE: 9,
  CONNECT_REQ: 10,
  DISCONNECT_REQ: 11,
  NOTIFICATION_CONNECTION_TYPE: 12,
  LOGGING: 13,
  SUBSCRIPTIONS_REQ: 14,
  XMPP_DISCONNECT_PROPERTIES: 15,
};

/** A message as it is posted. */
export function written(type, text) {
  return `${type}|${text}`;
}

/** [type, text] of what was posted, or undefined for anything else. */
export function read(posted) {
  const [, type, text] = /^(\d{1,2})\|([^]*)$/.exec(typeof posted === "string" ? posted : "") ?? [];
  return type === undefined ? undefined : [Number(type), text];
}

const ENDED = "the connection ended: ";

/** The log line by which the tunnel says why the connection ended, before the status says that it did. */
export function endedLine(reason) {
  return ENDED + reason;
}

/** The reason in such a line, or undefined: a condition of XMPP, or a word of our own. */
export function reasonIn(line) {
  const reason = line.startsWith(ENDED) ? line.slice(ENDED.length) : "";
  return /^[a-z][a-z-]{0,63}$/.test(reason) ? reason : undefined;
}
