/**
 * What a refusal means, as a sentence: one table by error. The server's own words stay beside it as a code, for
 * whoever is asked for help.
 *
 * An error is what came of a request: {kind, status, type, text, data} of rest.js, or, when the phone system
 * refused later on, {type, text, data} of a notification, whose data is a number of CTI.
 */

/**
 * By CTI's number: sentence → numbers. Sources: CTI guide, Failure Indication Message Status Codes; Unified CCX
 * Error Code Values (88…); Finesse Web Services guide, Dialog API Errors (20700, 20999, 13145, 88049).
 */
const BY_CTI = inverted({
  refused: [0, 1, 61, 62, 63, 64, 70, 71, 270, 271, 1010, 88000, 88010],
  notOffered: [2, 15, 16, 17, 18, 73, 74, 272, 273, 274, 276, 284, 290, 1016],
  value: [3],
  callGone: [4, 11, 13, 23, 88006, 88007, 88012, 88013, 88017],
  noDevice: [5, 6, 12, 88015, 88016],
  destination: [7, 14, 1009],
  notAllowed: [8, 9, 10, 19],
  state: [21, 22],
  noActiveCall: [24],
  noHeldCall: [25],
  noCallToEnd: [26, 27],
  noCallToAnswer: [28],
  noSecondCall: [29],
  busySystem: [31, 32, 35, 37, 41, 42, 43, 44, 51, 52, 75, 79],
  lineBusy: [33, 88005],
  phoneDown: [34, 88004],
  networkDown: [36],
  conferenceFull: [38],
  twice: [72],
  systemDown: [76, 77, 267, 1001, 1002, 1003, 1004, 1006, 1008, 1012, 1013, 1014, 1015, 88001, 88014],
  timeout: [78, 88011],
  agent: [256, 257, 258, 88008, 88009],
  signedOn: [259],
  extension: [260, 261],
  setup: [262, 263, 264, 275, 277, 278, 282, 1005, 1007, 1011, 88002, 88003],
  workMode: [265],
  reason: [266],
  notOnCall: [268],
  systemFault: [269],
  wrapUp: [280],
  reasonNeeded: [281],
  extensionBusy: [283, 293],
  transfer: [279, 285, 286],
  phoneRestricted: [287, 88018],
  lineRestricted: [288],
  agentLocked: [289],
  lines: [291, 292],
  monitor: [13145, 88049],
  conference: [20700, 20999],
});

/** By the data of an error that has a key there. Source: answers of live systems to PUT User. */
const BY_DATA = {
  "finesse.api.reasoncode.require_reasoncode": "reasonNeeded",
  "finesse.api.reasoncode.not_valid": "reason",
  "finesse.api.reasoncode.not_allowed": "reasonNotAllowed",
  "teammessage.max.limit.exceeded": "tooMany",
};

/** By type. Source: Finesse Web Services guide, API errors, and the errors of each API. */
const BY_TYPE = {
  "Authorization Failure": "unauthorized",
  "Bad Request": "badRequest",
  "Call Operation Failure": "refused",
  "Database constraint violation": "configuration",
  "Device Busy": "extensionBusy",
  "Dialog Not Found": "callGone",
  "Finesse API Error": "configuration",
  Forbidden: "primaryOnly",
  "Generic Error": "refused",
  "Internal Server Error": "fault",
  "Invalid Authorization User Specified": "notYours",
  "Invalid Destination": "destination",
  "Invalid Device": "extension",
  "Invalid Input": "badRequest",
  "Invalid Range": "badRequest",
  "Invalid State": "state",
  "Invalid Supervisor": "notYourTeam",
  "Maximum Exceeded": "tooMany",
  "Method Not Allowed": "notOffered",
  "Mode Not Allowed": "notOffered",
  "Not Found": "gone",
  "Not Implemented": "notOffered",
  "Parameter Missing": "badRequest",
  "Service Unavailable": "outOfService",
  "System Resource Limit Exceeded": "tooMany",
  Unauthorized: "unauthorized",
  "Unsupported Media Type": "badRequest",
  "User Not Found": "noUser",
  "finesse.api.team.team_assignment_invalid_team": "gone",
};

/** By HTTP status, where a proxy or the container answers in Finesse's place. */
const BY_STATUS = {
  400: "badRequest",
  401: "unauthorized",
  403: "notAllowed",
  404: "gone",
  405: "notOffered",
  408: "timeout",
  413: "badRequest",
  415: "badRequest",
  416: "badRequest",
  429: "busySystem",
  500: "fault",
  501: "notOffered",
  502: "outOfService",
  503: "outOfService",
  504: "outOfService",
};

/**
 * By the reason for which the notification connection ended. Sources: RFC 6120 §4.9.3, §6.5 and §8.3.3; XEP-0124
 * §17; and our own `unreachable`, `closed` and `timeout`. What is in no row is a disagreement about the protocol.
 */
const BY_STREAM = {
  unreachable: "unreachable",
  closed: "unreachable",
  timeout: "unreachable",
  "item-not-found": "unreachable",
  "not-authorized": "password",
  "account-disabled": "password",
  "credentials-expired": "password",
  "temporary-auth-failure": "passwords",
  "connection-timeout": "stopping",
  "host-gone": "stopping",
  "remote-connection-failed": "stopping",
  reset: "stopping",
  "system-shutdown": "stopping",
  "service-unavailable": "stopping",
  "policy-violation": "limit",
  "resource-constraint": "limit",
  "host-unknown": "host",
  "improper-addressing": "host",
  "see-other-host": "host",
  "see-other-uri": "host",
  "internal-server-error": "fault",
};

/** What a failed request is told as. */
export function errorText(error) {
  return [`error.${sentenceOf(error)}`, {}];
}

/** The server's own words for a failed request; empty where there are none. */
export function errorCode({ status, type, text, data }) {
  const words = status === undefined ? [type, text, data] : [status || "", type, data || text];
  return words.filter(Boolean).join(" · ");
}

/** What the end of the notification connection is told as, at `service`. */
export function streamText(reason, service) {
  return [`streamError.${row(BY_STREAM, reason) ?? "protocol"}`, { service }];
}

function sentenceOf({ kind, status, type, data }) {
  if (kind === "unreachable" || kind === "unsendable") {
    return kind;
  }
  // Of some refusals the number is the type.
  const cti = status === undefined ? (row(BY_CTI, data) ?? row(BY_CTI, type)) : undefined;
  return cti ?? row(BY_DATA, data) ?? row(BY_TYPE, type) ?? row(BY_STATUS, status) ?? "unknown";
}

function row(table, key = "") {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}

function inverted(numbers) {
  return Object.fromEntries(
    Object.entries(numbers).flatMap(([sentence, list]) => list.map((number) => [number, sentence])),
  );
}
