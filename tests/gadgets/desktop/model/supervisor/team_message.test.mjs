import assert from "node:assert/strict";
import { test } from "node:test";

import {
  lasting,
  lengthOf,
  problemOf,
  readMessage,
  readOfTeam,
  sending,
  withMessage,
  withoutMessage,
} from "../../../../../gadgets/desktop/model/supervisor/team_message.js";
import { parse } from "../../../../../gadgets/notification/xml.js";

const xml = (createdAt) =>
  parse(
    "<TeamMessage><uri>/finesse/api/TeamMessage/42</uri><id>42</id><createdBy><id>1001</id><firstName>Su</firstName>" +
      `<lastName>Per</lastName></createdBy><createdAt>${createdAt}</createdAt><duration>100</duration>` +
      "<content>&lt;b&gt;text</content><teams><team>5000</team><team>5052</team></teams></TeamMessage>",
  );
const message = (id, at, more = {}) => ({ id, at, until: at + 100, teams: ["1"], ...more });
const ids = (messages) => messages.map(({ id }) => id).join(" ");

test("a message is read as REST has it, with a date, and as notifications have it, with seconds", () => {
  // source: Finesse Web Services guide 12.5, TeamMessage, and its notification
  const expected = {
    id: "42",
    creator: "1001",
    by: "Su Per",
    at: Date.UTC(2019, 0, 1, 10),
    until: Date.UTC(2019, 0, 1, 10, 1, 40),
    content: "<b>text",
    teams: ["5000", "5052"],
  };
  assert.deepEqual(readMessage(xml("2019-01-01T10:00:00.000Z")), expected);
  assert.deepEqual(readMessage(xml("1546336800")), expected);
});

test("the latest message stands first, each of them once, and goes when its time is over", () => {
  let messages = [message("a", 1), message("b", 5), message("c", 3), message("b", 5)].reduce(withMessage, []);
  assert.equal(ids(messages), "b c a");
  assert.equal(lasting(messages, 50), messages);
  assert.equal(ids(lasting(messages, 103)), "b");
  messages = readOfTeam([...messages, message("d", 0, { teams: ["2"] })], "1", [message("e", 9)]);
  assert.equal(ids(messages), "e d");
  assert.equal(ids(withoutMessage(messages, "e")), "d");
});

test("what cannot be sent says why", () => {
  // source: desktop user guide: 255 characters, from 5 minutes to 23:55 hours
  const written = { content: "Hello", teams: ["1"], minutes: 30 };
  const cases = [
    [{}, undefined],
    [{ content: " \n" }, "teamMessage.empty"],
    [{ content: "😀".repeat(255) }, undefined],
    [{ content: "x".repeat(256) }, "teamMessage.tooLong"],
    [{ teams: [] }, "teamMessage.noTeam"],
    [{ minutes: 5 }, undefined],
    [{ minutes: 0 }, "teamMessage.expiry"],
    [{ minutes: 1435 }, undefined],
    [{ minutes: 1440 }, "teamMessage.expiry"],
  ];
  for (const [change, problem] of cases) {
    assert.equal(problemOf({ ...written, ...change }), problem, JSON.stringify(change).slice(0, 60));
  }
  assert.equal(lengthOf("a😀"), 2);
});

test("a message is sent as the guide has it", () => {
  const { method, path, body } = sending({ content: "a<b", teams: ["5000", "5052"], minutes: 5 });
  assert.deepEqual([method, path], ["POST", "/finesse/api/TeamMessage"]);
  assert.equal(
    String(body),
    "<TeamMessage><duration>300</duration><content>a&lt;b</content>" +
      "<teams><team>5000</team><team>5052</team></teams></TeamMessage>",
  );
});
