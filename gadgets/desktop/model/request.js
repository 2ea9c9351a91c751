/** The requests that a desktop makes, as the Finesse Web Services guide words them. */

import { element } from "../../notification/xml.js";

const API = "/finesse/api";

export const SYSTEM_INFO = `${API}/SystemInfo`;

export const userPath = (id) => `${API}/User/${encodeURIComponent(id)}`;
export const dialogsPath = (id) => `${userPath(id)}/Dialogs`;
export const phoneBooksPath = (id) => `${userPath(id)}/PhoneBooks`;
export const queuesPath = (id) => `${userPath(id)}/Queues`;
export const teamPath = (id) => `${API}/Team/${encodeURIComponent(id)}`;
export const layoutPath = (id) => `${userPath(id)}/LayoutConfig`;
export const layoutsPath = (id) => `${userPath(id)}/MediaPropertiesLayouts`;
export const workflowsPath = (id) => `${userPath(id)}/Workflows`;
export const wrapUpReasonsPath = (id) => `${userPath(id)}/WrapUpReasons`;
export const reasonCodesPath = (id, category) => `${userPath(id)}/ReasonCodes?category=${category}`;

/** Sign in, or change state. `reasonCodeId` is the database id of the reason, not its code. */
export function changeState(id, state, { extension, reasonCodeId } = {}) {
  return { method: "PUT", path: userPath(id), body: tree("User", { state, extension, reasonCodeId }) };
}

/** What the gadgets have logged, for whoever looks into a trouble. */
export function clientLog(id, logData) {
  return { method: "POST", path: `${userPath(id)}/ClientLog`, body: tree("ClientLog", { logData }) };
}

export function makeCall(id, fromAddress, toAddress) {
  const body = tree("Dialog", { requestedAction: "MAKE_CALL", fromAddress, toAddress });
  return { method: "POST", path: dialogsPath(id), body };
}

/** A supervisor listens to the agent at that extension, or joins the call that he listens to. */
export function superviseCall(id, requestedAction, fromAddress, toAddress, associated) {
  const associatedDialogUri = associated && `${API}/Dialog/${encodeURIComponent(associated)}`;
  const body = tree("Dialog", { requestedAction, fromAddress, toAddress, associatedDialogUri });
  return { method: "POST", path: dialogsPath(id), body };
}

/** `more`: what an action needs beside whose part it is about, as toAddress. */
export function actOnDialog(dialogId, targetMediaAddress, requestedAction, more = {}) {
  const path = `${API}/Dialog/${encodeURIComponent(dialogId)}`;
  return { method: "PUT", path, body: tree("Dialog", { targetMediaAddress, requestedAction, ...more }) };
}

/** Send a call tones; the digits are an ActionParam. */
export function sendDigits(dialogId, targetMediaAddress, digits) {
  const request = actOnDialog(dialogId, targetMediaAddress, "SEND_DTMF");
  const parameter = tree("ActionParam", { name: "dtmfString", value: digits });
  request.body.children.push(element("actionParams", {}, parameter));
  return request;
}

/** Change what travels with a call: its wrap-up reasons as a list, call variables by their names; or both. */
export function updateCallData(dialogId, { wrapUps, variables = {} }) {
  const given = Object.entries(variables).map(([name, value]) => tree("CallVariable", { name, value }));
  const media = [
    wrapUps && element("wrapUpItems", {}, ...wrapUps.map((label) => element("wrapUpItem", {}, label))),
    given.length > 0 && element("callvariables", {}, ...given),
  ].filter(Boolean);
  const body = tree("Dialog", { requestedAction: "UPDATE_CALL_DATA" });
  body.children.push(element("mediaProperties", {}, ...media));
  return { method: "PUT", path: `${API}/Dialog/${encodeURIComponent(dialogId)}`, body };
}

function tree(name, values) {
  const given = Object.entries(values).filter(([, value]) => value !== undefined);
  return element(name, {}, ...given.map(([child, value]) => element(child, {}, value)));
}
