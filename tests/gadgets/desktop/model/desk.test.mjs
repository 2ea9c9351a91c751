import assert from "node:assert/strict";
import { test } from "node:test";

import { desk, EMPTY, stateText } from "../../../../gadgets/desktop/model/desk.js";
import { random, SEEDS } from "../../random.mjs";

const user = (state, more = {}) => ({
  loginId: "agent1",
  extension: "1001",
  state,
  pendingState: "",
  reason: undefined,
  since: 1_000,
  roles: ["Agent"],
  ...more,
});
const REASONS = { NOT_READY: [{ id: "2", label: "Lunch" }], LOGOUT: [{ id: "7", label: "End of shift" }] };

const call = (id, state, actions, more = {}) => ({
  id,
  state,
  from: "555",
  to: "6001",
  callType: "ACD_IN",
  variables: [],
  participants: [
    { address: "1001", state, actions, startedAt: 1_000, since: 1_000 },
    { address: "555", state: "ACTIVE", actions: [] },
  ],
  ...more,
});

/** A desk that has heard these events; keeps all effects. */
function play(...events) {
  let state = EMPTY;
  const effects = [];
  const all = [{ type: "read", user: user("NOT_READY"), dialogs: [], reasons: REASONS }, ...events];
  for (const event of all) {
    const [next, more] = desk(state, { now: 2_000, requestId: "r1", ...event });
    state = next;
    effects.push(...more);
  }
  return {
    state,
    effects,
    requests: effects.filter((effect) => effect.request).map((effect) => effect.request),
  };
}

const heard = (update) => ({ type: "heard", update });
const asked = (ask, more = {}) => ({ type: "asked", ask, ...more });

test("a request changes nothing but that it is pending; the notification does", () => {
  const ready = asked({ to: "changeState", state: "READY" });
  const before = play(ready);
  assert.equal(before.state.user.state, "NOT_READY");
  assert.ok(before.state.pending.state);
  assert.equal(String(before.requests[0].body), "<User><state>READY</state></User>");
  const after = play(ready, heard({ type: "user", user: user("READY", { since: 3_000 }) }));
  assert.equal(after.state.user.state, "READY");
  assert.deepEqual(after.state.pending, {});
});

test("while a request is pending the same is not asked again", () => {
  const ready = asked({ to: "changeState", state: "READY" });
  assert.equal(play(ready, ready).requests.length, 1);
});

test("what the state or the server does not allow is not asked", () => {
  const refused = [
    { to: "changeState", state: "NOT_READY", reason: { id: "99" } },
    { to: "changeState", state: "TALKING" },
    { to: "signOut" },
    { to: "call", number: "" },
    { to: "act", dialogId: "1", action: "DROP" },
    { to: "act", dialogId: "2", action: "ANSWER" },
  ];
  for (const ask of refused) {
    assert.deepEqual(
      play(heard({ type: "dialogs", dialogs: [call("1", "ALERTING", ["ANSWER"])] }), asked(ask)).requests,
      [],
      JSON.stringify(ask),
    );
  }
  assert.deepEqual(
    play({ type: "linked", connected: false }, asked({ to: "changeState", state: "READY" })).requests,
    [],
  );
});

test("the participant's own actions are asked for at the agent's extension", () => {
  const [request] = play(
    heard({ type: "dialogs", dialogs: [call("1", "ALERTING", ["ANSWER"])] }),
    asked({ to: "act", dialogId: "1", action: "ANSWER" }),
  ).requests;
  assert.equal(request.key, "dialog 1");
  assert.equal(
    String(request.body),
    "<Dialog><targetMediaAddress>1001</targetMediaAddress><requestedAction>ANSWER</requestedAction></Dialog>",
  );
});

test("a ringing call is announced at once, and only when it begins to ring", () => {
  const ringing = call("1", "ALERTING", ["ANSWER"]);
  const { effects, state } = play(
    heard({ type: "dialogs", dialogs: [ringing] }),
    heard({ type: "dialog", dialog: ringing }),
  );
  assert.deepEqual(
    effects.filter((effect) => effect.urgent),
    [{ announce: ["announce.ringing", { number: "555" }], urgent: true }],
  );
  assert.equal(state.dialogs.length, 1);
});

test("a call goes when it is taken from the list, and its length is remembered", () => {
  const active = call("1", "ACTIVE", ["DROP"]);
  const { state } = play(heard({ type: "dialogs", dialogs: [active] }), {
    ...heard({ type: "dialogsGone", dialogs: [active] }),
    now: 66_000,
  });
  assert.deepEqual(state.dialogs, []);
  assert.deepEqual(state.activity[0].text, ["activity.ended", { number: "555", lasted: "01:05" }]);
});

test("news of a call that the agent has left does not bring it back", () => {
  const dropped = call("1", "DROPPED", []);
  assert.deepEqual(play(heard({ type: "dialog", dialog: dropped })).state.dialogs, []);
  assert.equal(play(heard({ type: "dialog", dialog: call("1", "ACTIVE", []) })).state.dialogs.length, 1);
});

test("a failure is told where it belongs: by its request, else by its source", () => {
  const error = { type: "Invalid State", text: "CF_INVALID_OBJECT_STATE", data: "22" };
  const failure = (source, requestId) => heard({ type: "failure", source, requestId, error });
  const ready = asked({ to: "changeState", state: "READY" });
  const keys = (...events) => play(...events).state.notices.map((notice) => notice.key);
  assert.deepEqual(keys(ready, failure("/finesse/api/Dialog/9", "r1")), ["state"]);
  const [notice] = play(failure("/finesse/api/Dialog/9", "")).state.notices;
  assert.deepEqual(
    [notice.text, notice.code],
    [["error.state", {}], "Invalid State · CF_INVALID_OBJECT_STATE · 22"],
  );
  assert.deepEqual(keys(failure("/finesse/api/Dialog/9", "")), ["dialog 9"]);
  assert.deepEqual(keys(failure("/finesse/api/User/agent1/Dialogs", "")), ["call"]);
  assert.deepEqual(keys(failure("/finesse/api/User/agent1", "unknown")), ["state"]);
  assert.deepEqual(play(ready, failure("/finesse/api/User/agent1", "r1")).state.pending, {});
});

test("what is chosen for after the call is no new state, the same reason chosen again is", () => {
  const entries = (...users) =>
    play(...users.map((one) => heard({ type: "user", user: one }))).state.activity.length;
  const talking = user("TALKING", { since: 5_000 });
  assert.equal(entries(talking), 2);
  assert.equal(entries(talking, { ...talking, since: 5_400, pendingState: "NOT_READY" }), 2);
  const lunch = user("NOT_READY", { since: 5_000, reason: { label: "Lunch" } });
  assert.equal(entries(lunch, { ...lunch, since: 9_000 }), 3);
  assert.equal(entries(lunch, { ...lunch, since: undefined }), 2, "a server that came back knows no time");
});

test("a request that is never answered is told after ten seconds, a notice goes after twenty", () => {
  const ready = asked({ to: "changeState", state: "READY" });
  assert.ok(play(ready, { type: "ticked", now: 11_999 }).state.pending.state);
  const late = play(ready, { type: "ticked", now: 12_000 });
  assert.deepEqual(late.state.pending, {});
  assert.deepEqual(late.state.notices[0].text, ["error.noAnswer", {}]);
  assert.deepEqual(
    play(ready, { type: "ticked", now: 12_000 }, { type: "ticked", now: 32_000 }).state.notices,
    [],
  );
});

test("a new request takes away the notice of the last", () => {
  const ready = asked({ to: "changeState", state: "READY" });
  const failed = {
    type: "refused",
    key: "state",
    error: { kind: "refused", type: "Invalid State", text: "", data: "" },
  };
  assert.equal(play(ready, failed).state.notices.length, 1);
  assert.equal(play(ready, failed, ready).state.notices.length, 0);
  assert.equal(
    play(ready, failed, { type: "dismissed", id: play(ready, failed).state.notices[0].id }).state.notices
      .length,
    0,
  );
});

test("signing out knows who asked for it", () => {
  const leave = asked({ to: "signOut", reason: REASONS.LOGOUT[0] });
  const out = heard({ type: "user", user: user("LOGOUT", { reason: { label: "End of shift" } }) });
  const ends = (...events) => play(...events).effects.find((effect) => effect.signedOut)?.signedOut;
  assert.deepEqual(ends(leave, out), { asked: true, reason: "End of shift" });
  assert.deepEqual(ends(out), { asked: false, reason: "End of shift" });
  assert.deepEqual(ends(leave, { type: "refused", key: "state", error: {} }, out), {
    asked: false,
    reason: "End of shift",
  });
  assert.deepEqual(ends(heard({ type: "userGone" })), { asked: false, reason: "" });
});

test("reading anew takes away calls that are over and keeps the history", () => {
  const { state } = play(
    heard({ type: "dialogs", dialogs: [call("1", "ACTIVE", []), call("2", "HELD", [])] }),
    { type: "read", user: user("TALKING"), dialogs: [call("2", "ACTIVE", [])] },
  );
  assert.deepEqual(
    state.dialogs.map((dialog) => dialog.id),
    ["2"],
  );
  assert.deepEqual(state.reasons, REASONS);
  assert.deepEqual(state.activity[1].text, ["activity.gone", { number: "555" }]);
});

test("a state is named with its reason", () => {
  assert.deepEqual(stateText(user("READY")), ["state.READY", {}]);
  assert.deepEqual(stateText(user("NOT_READY", { reason: { label: "Lunch" } })), [
    "state.withReason",
    { state: ["state.NOT_READY", {}], reason: "Lunch" },
  ]);
});

test("whatever is heard and asked, lists stay bounded and calls unique", () => {
  for (const seed of SEEDS) {
    const rng = random(seed);
    const states = ["ALERTING", "ACTIVE", "HELD", "DROPPED", "WRAP_UP"];
    const events = Array.from({ length: 80 }, (_, at) => {
      const dialog = call(
        String(rng.below(4)),
        rng.pick(states),
        rng.pick([[], ["ANSWER"], ["DROP", "HOLD"]]),
      );
      return {
        now: 2_000 + at * 1_000,
        requestId: `r${at}`,
        ...rng.pick([
          heard({ type: "dialogs", dialogs: [dialog] }),
          heard({ type: "dialog", dialog }),
          heard({ type: "dialogsGone", dialogs: [dialog] }),
          heard({ type: "user", user: user(rng.pick(["READY", "NOT_READY", "TALKING"]), { since: at }) }),
          heard({
            type: "failure",
            source: `/finesse/api/Dialog/${dialog.id}`,
            requestId: `r${at - 1}`,
            error: {},
          }),
          asked({ to: "act", dialogId: dialog.id, action: "DROP" }),
          asked({ to: "changeState", state: "READY" }),
          { type: "ticked" },
        ]),
      };
    });
    const { state } = play(...events);
    const ids = state.dialogs.map((dialog) => dialog.id);
    assert.equal(new Set(ids).size, ids.length, `seed ${seed}`);
    assert.ok(state.activity.length <= 30 && state.notices.length <= 6, `seed ${seed}`);
  }
});
