/** The User object and its reason codes, read from the API's XML. */

import { timeOf } from "./clock.js";

/** A user from `<User>` or a notification's `<user>`. Times in ms of the server's clock. */
export function readUser(xml) {
  const reason = xml.child("reasonCode") ?? xml.child("ReasonCode");
  return {
    loginId: xml.at("loginId"),
    firstName: xml.at("firstName"),
    lastName: xml.at("lastName"),
    extension: xml.at("extension"),
    state: xml.at("state"),
    pendingState: xml.at("pendingState"),
    since: timeOf(xml.at("stateChangeTime")),
    reason: reason && {
      label: reason.at("label"),
      code: reason.at("code"),
      system: reason.at("systemCode") === "true",
    },
    roles:
      xml
        .child("roles")
        ?.all("role")
        .map((role) => role.text) ?? [],
    teams: xml.child("teams")?.all("Team").map((team) => ({ id: team.at("id"), name: team.at("name") })) ?? [],
    teamId: xml.at("teamId"),
    teamName: xml.at("teamName"),
    wrapUpSeconds: Number(xml.at("wrapUpTimer")) || undefined, // none: the agent ends it
    wrapUpOnIncoming: xml.child("settings")?.at("wrapUpOnIncoming") ?? "",
  };
}

/** The reasons of `<ReasonCodes>`, in the order delivered. System codes cannot be chosen and are left out. */
export function readReasons(xml) {
  return xml
    .all("ReasonCode")
    .filter((reason) => reason.at("systemCode") !== "true")
    .map((reason) => ({
      id: lastSegment(reason.at("uri")),
      label: reason.at("label"),
      code: reason.at("code"),
    }));
}

const lastSegment = (uri) => uri.slice(uri.lastIndexOf("/") + 1);
