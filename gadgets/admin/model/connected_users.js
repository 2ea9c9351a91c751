/**
 * Who is signed in at which node, and with what. Source: DevNet, ConnectedUsersInfo API Parameters; the address of the
 * details is unconfirmed.
 */

export const CONNECTED_USERS = "/finesse/api/ConnectedUsersInfo/Details";
/** What people are connected with, by the API's words. */
export const CLIENTS = ["DESKTOP", "FIPPA", "THIRDPARTY"];
export const SIDES = ["primary", "secondary"];

/**
 * Of ConnectedUsersInfo.
 *
 * @param {{primary: string, secondary: string}} hosts of SystemInfo
 * @returns {{login: string, name: string, extension: string, team: string, seconds: number, client: string,
 *   host: string, side: string}[]}
 */
export function readConnectedUsers(xml, { secondary }) {
  return (xml.child("userDetails")?.all("userDetail") ?? []).map((user) => {
    const host = user.at("connectedHostName");
    return {
      login: user.at("loginId"),
      name: [user.at("firstName"), user.at("lastName")].filter(Boolean).join(" "),
      extension: user.at("extension"),
      team: user.at("teamName"),
      seconds: Math.max(0, Number.parseInt(user.at("connectedDuration"), 10) || 0),
      client: CLIENTS.includes(user.at("userType")) ? user.at("userType") : "THIRDPARTY",
      host,
      side: secondary !== "" && host === secondary ? "secondary" : "primary",
    };
  });
}

/** The names of the nodes, of SystemInfo; an absent one is "". */
export function readHosts(xml) {
  return { primary: xml.at("primaryNode", "host"), secondary: xml.at("secondaryNode", "host") };
}

/** How many are on each side, and with what: {side, all, clients: {DESKTOP, FIPPA, THIRDPARTY}}[]. */
export function countsOf(users, { secondary }) {
  return SIDES.filter((side) => side === "primary" || secondary !== "").map((side) => {
    const here = users.filter((user) => user.side === side);
    const clients = CLIENTS.map((client) => [client, here.filter((user) => user.client === client).length]);
    return { side, all: here.length, clients: Object.fromEntries(clients) };
  });
}

/** Those that the filters leave; "" leaves all. */
export function filtered(users, { side, client }) {
  return users.filter((user) => (side === "" || user.side === side) && (client === "" || user.client === client));
}

/** A time of so many seconds: the two greatest units of it, as texts of the console. */
export function spanOf(seconds) {
  const days = Math.floor(seconds / 86_400);
  const hours = Math.floor((seconds % 86_400) / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  if (days > 0) {
    return ["span.days", { days, hours }];
  }
  if (hours > 0) {
    return ["span.hours", { hours, minutes }];
  }
  return minutes > 0
    ? ["span.minutes", { minutes, seconds: seconds % 60 }]
    : ["span.seconds", { seconds }];
}
