import assert from "node:assert/strict";
import { test } from "node:test";

import {
  countsOf,
  filtered,
  readConnectedUsers,
  readHosts,
  spanOf,
} from "../../../../gadgets/admin/model/connected_users.js";
import { parse } from "../../../../gadgets/notification/xml.js";

const HOSTS = { primary: "a.example", secondary: "b.example" };

const detail = (login, type, host, duration = "5") =>
  `<userDetail><loginId>${login}</loginId><userType>${type}</userType><teamName>Support</teamName>` +
  `<extension>1001</extension><firstName>Ann</firstName><lastName></lastName>` +
  `<connectedDuration>${duration}</connectedDuration><connectedHostName>${host}</connectedHostName></userDetail>`;

const users = (...details) =>
  readConnectedUsers(
    parse(`<ConnectedUsersInfo><userDetails>${details.join("")}</userDetails></ConnectedUsersInfo>`),
    HOSTS,
  );

test("who is connected has a side by the node, and what nobody knows is a client of somebody's own", () => {
  const [one, other] = users(detail("a1", "DESKTOP", "a.example"), detail("a2", "NEW", "b.example", "-3"));
  assert.deepEqual([one.name, one.side, one.client, one.seconds], ["Ann", "primary", "DESKTOP", 5]);
  assert.deepEqual([other.side, other.client, other.seconds], ["secondary", "THIRDPARTY", 0]);
  assert.deepEqual(readConnectedUsers(parse("<ConnectedUsersInfo/>"), HOSTS), []);
});

test("each side is counted by client, and a single node has one side", () => {
  const all = users(detail("a1", "DESKTOP", "a.example"), detail("a2", "FIPPA", "a.example"));
  assert.deepEqual(countsOf(all, HOSTS), [
    { side: "primary", all: 2, clients: { DESKTOP: 1, FIPPA: 1, THIRDPARTY: 0 } },
    { side: "secondary", all: 0, clients: { DESKTOP: 0, FIPPA: 0, THIRDPARTY: 0 } },
  ]);
  assert.equal(countsOf(all, { primary: "a.example", secondary: "" }).length, 1);
  assert.deepEqual(filtered(all, { side: "", client: "FIPPA" }).map(({ login }) => login), ["a2"]);
  assert.deepEqual(filtered(all, { side: "secondary", client: "" }), []);
});

test("the nodes are those of SystemInfo, and times have two units", () => {
  const info = "<SystemInfo><primaryNode><host>a.example</host></primaryNode></SystemInfo>";
  assert.deepEqual(readHosts(parse(info)), { primary: "a.example", secondary: "" });
  assert.deepEqual(spanOf(59), ["span.seconds", { seconds: 59 }]);
  assert.deepEqual(spanOf(61), ["span.minutes", { minutes: 1, seconds: 1 }]);
  assert.deepEqual(spanOf(7_260), ["span.hours", { hours: 2, minutes: 1 }]);
  assert.deepEqual(spanOf(90_000), ["span.days", { days: 1, hours: 1 }]);
});
