// source: administration guide, Multi-Tab gadget: showNotificationOn… properties
import assert from "node:assert/strict";
import { test } from "node:test";

import { isNews } from "../../../../../gadgets/desktop/model/calls/news.js";

const part = (address, state, actions = ["DROP"]) => ({ address, state, actions });
const call = (more = {}) => ({
  id: "1",
  callType: "ACD_IN",
  variables: [["callVariable1", "Maria"]],
  wrapUps: [],
  participants: [part("1001", "ACTIVE"), part("555", "ACTIVE")],
  ...more,
});
const desk = (...dialogs) => ({ user: { extension: "1001" }, dialogs });
const own = (state) => call({ participants: [part("1001", state), part("555", "ACTIVE")] });

const CHANGES = {
  showNotificationOnCallVariablesChange: call({ variables: [["callVariable1", "Eva"]] }),
  showNotificationOnParticipantChange: call({ participants: [...call().participants, part("1002", "ACTIVE")] }),
  showNotificationOnWrapUpReasonsChange: call({ wrapUps: ["Sale"] }),
};

test("what changes is news where its property says so, and no other", () => {
  for (const [property, dialog] of Object.entries(CHANGES)) {
    for (const asked of [...Object.keys(CHANGES), "showNotificationOnNumCallsChange"]) {
      const told = isNews(desk(call()), desk(dialog), { [asked]: true });
      assert.equal(told, asked === property, `${property} while ${asked}`);
    }
    assert.ok(!isNews(desk(call()), desk(dialog), {}));
  }
});

test("so is another number of calls, both ways", () => {
  const [one, two] = [desk(call()), desk(call(), call({ id: "2" }))];
  const asked = { showNotificationOnNumCallsChange: true };
  assert.ok(isNews(one, two, asked) && isNews(two, one, asked));
  assert.ok(!isNews(one, two, {}) && !isNews(one, one, asked));
  const unseen = call({ id: "3", callType: "SUPERVISOR_MONITOR", participants: [part("1001", "ACTIVE", [])] });
  assert.ok(!isNews(one, desk(call(), unseen), asked)); // nothing of who listens
});

test("an answered call and the wrap-up of one are always news, a call on hold and the first look are none", () => {
  assert.ok(isNews(desk(own("ALERTING")), desk(own("ACTIVE")), {}));
  assert.ok(isNews(desk(own("ACTIVE")), desk(own("WRAP_UP")), {}));
  assert.ok(!isNews(desk(own("ACTIVE")), desk(own("HELD")), {}));
  assert.ok(!isNews(desk(own("HELD")), desk(own("ACTIVE")), {}));
  assert.ok(!isNews(undefined, desk(own("WRAP_UP")), {}));
  assert.ok(!isNews({ user: undefined, dialogs: [] }, desk(own("WRAP_UP")), {}));
});
