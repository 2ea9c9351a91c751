/** A voice Dialog read from the API's XML, and what the desktop may know of it. */

import { elapsed, timeOf } from "../clock.js";

/** Most call variables that a call's row shows, and that the popover of a ringing call shows. */
export const SHOWN = 20;
export const SHOWN_RINGING = 5;

/** The dialogs of `<Dialogs>` or a notification's `<dialogs>`. */
export function readDialogs(xml) {
  return xml.all("Dialog").map(readDialog);
}

/** A dialog from `<Dialog>` or a notification's `<dialog>`. Times in ms of the server's clock. */
export function readDialog(xml) {
  const media = xml.child("mediaProperties");
  const wrapUps = wrapUpsOf(media);
  return {
    id: xml.at("id"),
    state: xml.at("state"),
    from: xml.at("fromAddress"),
    to: xml.at("toAddress"),
    callType: media?.at("callType") ?? "",
    associated: lastSegment(xml.at("associatedDialogUri")), // the call that it is about
    variables: [["queueName", media?.at("queueName") ?? ""], ...variablesOf(media)],
    properties: {
      ...Object.fromEntries(media?.elements.map((each) => [each.local, each.text]) ?? []),
      wrapUpReason: wrapUps.join(", "),
    },
    wrapUps,
    participants: xml.child("participants")?.all("Participant").map(readParticipant) ?? [],
  };
}

function readParticipant(xml) {
  return {
    address: xml.at("mediaAddress"),
    agent: xml.at("mediaAddressType") === "AGENT_DEVICE",
    state: xml.at("state"),
    cause: xml.at("stateCause"),
    actions:
      xml
        .child("actions")
        ?.all("action")
        .map((action) => action.text) ?? [],
    startedAt: timeOf(xml.at("startTime")),
    since: timeOf(xml.at("stateChangeTime")),
  };
}

const lastSegment = (uri) => uri.slice(uri.lastIndexOf("/") + 1);

function variablesOf(media) {
  const variables = media?.child("callvariables")?.all("CallVariable") ?? [];
  return variables.map((variable) => [variable.at("name"), variable.at("value")]);
}

/** The wrap-up reasons of a call: the list, or, from a server that has none, the single one. */
function wrapUpsOf(media) {
  const items = media?.child("wrapUpItems")?.all("wrapUpItem").map((item) => item.text) ?? [];
  return [...new Set(items.length > 0 ? items : [media?.at("wrapUpReason") ?? ""])].filter(Boolean);
}

/** The participant at the agent's own extension, or undefined. */
export function ownPart(dialog, extension) {
  return dialog.participants.find((participant) => participant.address === extension);
}

const LEFT = ["DROPPED", "WRAP_UP"];

/** Everybody else on the call who has not left it. */
export function others(dialog, extension) {
  return dialog.participants.filter((part) => part.address !== extension && !LEFT.includes(part.state));
}

/** The call variables that have a value, as [name, value], at most `limit`. */
export function filledVariables(dialog, limit) {
  return dialog.variables.filter(([, value]) => value !== "").slice(0, limit);
}

/** The value of a call variable or of another property of the call, such as queueName; "" where it has none. */
export function valueOf(dialog, name) {
  const variable = dialog.variables.find(([known]) => known === name);
  return variable?.[1] ?? (Object.hasOwn(dialog.properties, name) ? dialog.properties[name] : "");
}

/** Whom the agent talks to: the number at the other end; empty while it is dialled, and for a withheld one. */
export function otherEnd(dialog, extension) {
  return dialog.from === extension ? dialog.to : dialog.from;
}

/** The number at the other end as it is shown. */
export function otherEndText(dialog, extension) {
  const unknown = dialog.from === extension ? "calls.notDialled" : "calls.withheld";
  return otherEnd(dialog, extension) || [unknown, {}];
}

/** How long a participant has been, or was, on the call, ms. The time stops when the call has ended. */
export function timeOnCall({ state, startedAt, since }, now) {
  const over = state === "DROPPED" || state === "WRAP_UP" || state === "FAILED";
  return elapsed(startedAt, over && since !== undefined ? since : now);
}

/** A call that rings at the agent and can be answered. */
export function isRinging(dialog, extension) {
  const own = ownPart(dialog, extension);
  return own?.state === "ALERTING" && own.actions.includes("ANSWER");
}

const MONITOR = "SUPERVISOR_MONITOR";

/** A supervisor who listens in silence is not shown to the agent who is listened to. */
export function isShown(dialog, extension) {
  const own = ownPart(dialog, extension);
  return own !== undefined && !(dialog.callType === MONITOR && own.actions.length === 0);
}

/** Whether this is the supervisor who listens in silence: by this dialog he hears the agent's call. */
export function isListening(dialog, extension) {
  return dialog.callType === MONITOR && dialog.from === extension;
}

/** The name of the state of one's own part of a call. */
export function stateOf(dialog, own) {
  return own.state === "ACTIVE" && isListening(dialog, own.address) ? "LISTENING" : own.state;
}
