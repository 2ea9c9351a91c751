/**
 * An action of a workflow, with the call's values in it: what gadgets are told of it, and what the desktop is to do.
 * Source: Finesse Web Services guide, WorkflowAction; WorkflowActionEvent of the JavaScript library.
 */

import { apiAddress, popAddress, requestAddress } from "./address.js";
import { variableValue } from "./variables.js";

const TAG = /\$\{([^{}]{1,64})\}/g;
const METHODS = ["PUT", "POST"];
const XML = "application/xml"; // the content type where an action names none

/** How a value is written where it stands, so that it stays a value: in a URL, and in a body by its content type. */
const ENCODINGS = {
  url: (value) => encodeURIComponent(value.toWellFormed()),
  xml: (value) => value.toWellFormed().replace(UNSENDABLE, "").replace(/[&<>"']/g, (one) => ENTITIES[one]),
  json: (value) => JSON.stringify(value).slice(1, -1),
  text: (value) => value,
};
const ENTITIES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&apos;" };
const UNSENDABLE = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g; // XML 1.0 §2.2

/**
 * @param {object} action of workflow_xml.js
 * @param {{dialog: object, user: object}} known
 * @param {string} origin of this server
 * @returns {{event: object, effect: object}} `effect` is {pop: {url, window}}, {request: {method, path, body,
 *   contentType}} to this server's API, {ask: {method, url, body, contentType}} by the gadget server,
 *   {refused: {why, address}}, or {} where a gadget carries it out
 */
export function expanded(action, known, origin) {
  const values = new Map(action.variables.map((one) => [one.name, variableValue(one, known)]));
  const value = (name) => values.get(name) ?? variableValue({ name }, known);
  const contentType = paramOf(action, "contentType") || XML;
  const fill = (text, encoding) => text.replace(TAG, (_tag, name) => ENCODINGS[encoding](value(name)));
  const params = action.params.map(({ name, value: text }) => {
    const encoding = { path: "url", body: encodingOf(contentType) }[name];
    return { name, value: text, expandedValue: encoding === undefined ? text : fill(text, encoding) };
  });
  const event = {
    uri: action.uri,
    name: action.name,
    type: action.type,
    handledBy: action.handledBy === "FINESSE_DESKTOP" ? "FINESSE" : action.handledBy, // the library's word
    params,
    actionVariables: action.variables.map(({ name, node, type, testValue }) => ({
      name,
      node,
      type,
      testValue,
      actualValue: values.get(name),
    })),
  };
  const given = Object.fromEntries(params.map(({ name, expandedValue }) => [name, expandedValue]));
  return { event, effect: effectOf(event, { ...given, contentType }, origin) };
}

/** The desktop's own part of it. */
function effectOf({ type, handledBy }, { path = "", ...given }, origin) {
  if (handledBy !== "FINESSE") {
    return {};
  }
  if (type === "BROWSER_POP") {
    return found(popAddress(path, origin), path, ({ url }) => ({
      pop: { url, window: (given.windowName ?? "").trim() },
    }));
  }
  if (type !== "HTTP_REQUEST" || !METHODS.includes(given.method)) {
    return { refused: { why: "kind", address: path } };
  }
  const { method, body = "", contentType } = given;
  return given.location === "FINESSE"
    ? found(apiAddress(path, origin), path, (to) => ({ request: { method, path: to.path, body, contentType } }))
    : found(requestAddress(path, origin), path, ({ url }) => ({ ask: { method, url, body, contentType } }));
}

const found = (address, text, effect) =>
  address.refused === undefined ? effect(address) : { refused: { why: address.refused, address: text } };

const paramOf = ({ params }, wanted) => params.find(({ name }) => name === wanted)?.value.trim() ?? "";

function encodingOf(contentType) {
  const type = contentType.toLowerCase();
  if (type.includes("json")) {
    return "json";
  }
  if (type.includes("x-www-form-urlencoded")) {
    return "url";
  }
  return type.includes("xml") ? "xml" : "text";
}
