/** What a refusal of the REST API means to an administrator, as a text; the server's own words stay beside it. */

export { errorCode } from "../../desktop/model/errors.js";

/** By type. Source: Finesse Web Services guide, errors of the configuration APIs. */
const BY_TYPE = {
  "Bad Request": "badRequest",
  "Database constraint violation": "conflict",
  "Finesse API Error": "conflict",
  Forbidden: "primaryOnly",
  "In Use": "inUse",
  "Internal Server Error": "fault",
  "Invalid Input": "value",
  "Maximum Exceeded": "tooMany",
  "Method Not Allowed": "notOffered",
  "Not Found": "gone",
  "Not Implemented": "notOffered",
  "Parameter Missing": "missing",
  "Service Unavailable": "outOfService",
  "finesse.api.team.team_assignment_invalid_team": "gone",
};

const BY_KIND = {
  unauthorized: "unauthorized",
  notFound: "gone",
  outOfService: "outOfService",
  unreachable: "unreachable",
  unsendable: "unsendable",
};

/** What to say of a RestError; of any other error, that something went wrong. */
export function errorText({ kind, type = "" }) {
  const known = Object.hasOwn(BY_TYPE, type) ? BY_TYPE[type] : BY_KIND[kind];
  return [`error.${known ?? "unknown"}`, {}];
}

/** Which of the fields a refusal is about, by their names in the API, and what to say there; or undefined. */
export function errorField({ type, data = "" }, names) {
  const name = names.find((each) => each === data);
  const text = {
    "Finesse API Error": "error.taken",
    "Database constraint violation": "error.taken",
    "Invalid Input": "error.value",
    "Parameter Missing": "field.required",
  }[type];
  return name !== undefined && text !== undefined ? { name, text: [text, {}] } : undefined;
}
