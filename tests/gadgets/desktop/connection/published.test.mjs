// What comes from the notification service, as gadgets get it. source: gadget reference, Notification conversion.
import assert from "node:assert/strict";
import { test } from "node:test";

import {
  publishedError,
  publishedNotification,
  publishedPresence,
} from "../../../../gadgets/desktop/connection/published.js";

const UPDATE =
  "<Update>\n  <data><user><extension></extension><roles><role>Agent</role></roles><teams><Team><id>1</id></Team>" +
  "<Team><id>2</id></Team></teams></user></data>\n  <event>PUT</event>\n  <requestId></requestId>\n" +
  "  <source>/finesse/api/User/1001</source>\n</Update>";

test("a notification is published on its node's topic, as it came and as an object", () => {
  assert.deepEqual(publishedNotification({ node: "/finesse/api/User/1001", text: UPDATE }), {
    topic: "finesse.api.User.1001",
    data: {
      content: `/finesse/api/User/1001${UPDATE}`,
      object: {
        Update: {
          data: {
            user: { extension: null, roles: { role: "Agent" }, teams: { Team: [{ id: "1" }, { id: "2" }] } },
          },
          event: "PUT",
          requestId: null,
          source: "/finesse/api/User/1001",
        },
      },
    },
  });
});

test("a notification in JSON is its object", () => {
  const { data } = publishedNotification({ node: "/finesse/api/X", text: '{"a":[1]}' });
  assert.deepEqual(data.object, { a: [1] });
});

test("what is neither XML nor JSON is not published", () => {
  for (const text of ["<Update>", "{", "", "<!DOCTYPE x><Update/>"]) {
    assert.equal(publishedNotification({ node: "/finesse/api/X", text }), undefined);
  }
});

test("presence is published with its attributes", () => {
  const stanza = '<presence from="finesse@ccx1/f" type="unavailable"/>';
  assert.deepEqual(publishedPresence({ stanza }), {
    topic: "finesse.info.presence",
    data: { content: stanza, object: { presence: { "@from": "finesse@ccx1/f", "@type": "unavailable" } } },
  });
});

test("the service's error is answered in its own words", () => {
  assert.deepEqual(publishedError('<error code="403"/>'), {
    subscribe: { content: '<error code="403"/>', object: { error: { "@code": "403" } } },
  });
});
