/** Messages of supervisors to teams: read, kept while they last, and looked at before they are sent. */

import { element } from "../../../notification/xml.js";

export const CHARACTERS = 255;
/** How long a message may be shown, in minutes; it is chosen in steps. */
export const EXPIRY = Object.freeze({ least: 5, most: 23 * 60 + 55, step: 5, standard: 30 });
const KEPT = 1_600; // messages

/** A message from `<TeamMessage>`. REST writes its time as a date, notifications as seconds. */
export function readMessage(xml) {
  const by = xml.child("createdBy");
  const at = xml.at("createdAt");
  const from = /^\d+$/.test(at) ? Number(at) * 1000 : Date.parse(at);
  return {
    id: xml.at("id"),
    creator: by?.at("id") ?? "",
    by: [by?.at("firstName"), by?.at("lastName")].filter(Boolean).join(" ") || (by?.at("id") ?? ""),
    at: from,
    until: from + Number(xml.at("duration")) * 1000,
    content: xml.at("content"),
    teams: xml.child("teams")?.all("team").map((team) => team.text) ?? [],
  };
}

/** The messages with one more, the latest first. */
export function withMessage(messages, message) {
  const others = messages.filter(({ id }) => id !== message.id);
  return [message, ...others].sort((one, other) => other.at - one.at).slice(0, KEPT);
}

export const withoutMessage = (messages, gone) => messages.filter(({ id }) => id !== gone);

/** Those of that team are these now, and no others. */
export const readOfTeam = (messages, team, read) =>
  read.reduce(withMessage, messages.filter(({ teams }) => !teams.includes(team)));

/** Those whose time is not over. The same list where that is all of them. */
export function lasting(messages, now) {
  const left = messages.filter(({ until }) => !(until <= now));
  return left.length === messages.length ? messages : left;
}

/** How many characters a text has, as the server counts them. */
export const lengthOf = (text) => [...text].length;

/** What stands against sending a message, as a text's key; undefined where nothing does. */
export function problemOf({ content, teams, minutes }) {
  if (content.trim() === "") {
    return "teamMessage.empty";
  }
  if (lengthOf(content) > CHARACTERS) {
    return "teamMessage.tooLong";
  }
  if (teams.length === 0) {
    return "teamMessage.noTeam";
  }
  return minutes < EXPIRY.least || minutes > EXPIRY.most ? "teamMessage.expiry" : undefined;
}

/** The request that sends it. */
export function sending({ content, teams, minutes }) {
  const body = element(
    "TeamMessage",
    {},
    element("duration", {}, String(minutes * 60)),
    element("content", {}, content),
    element("teams", {}, ...teams.map((team) => element("team", {}, team))),
  );
  return { method: "POST", path: "/finesse/api/TeamMessage", body };
}

/** The request that takes it back. */
export const deleting = (id) => ({
  method: "DELETE",
  path: `/finesse/api/TeamMessage/${encodeURIComponent(id)}`,
  body: "",
});
