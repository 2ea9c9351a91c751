import assert from "node:assert/strict";
import { test } from "node:test";

import { RestBase } from "../../../../gadgets/finesse/restservices/base/rest_base.js";
import { restservices } from "../../../../gadgets/finesse/restservices/restservices.js";
import { server } from "../server.mjs";

const { Dialog, Media, Queue, SystemInfo, User } = restservices;

test("each class says by RestBase's flags whether it is asked for and how it is heard of", () => {
  const flags = ({ prototype }) => [
    prototype.supportsRequests,
    prototype.supportsSubscriptions,
    prototype.autoSubscribe,
    prototype.explicitSubscription,
  ];
  assert.deepEqual(flags(RestBase), [true, true, true, false]);
  assert.deepEqual(flags(User), [true, true, true, false]);
  assert.deepEqual(flags(Dialog), [false, false, true, false]);
  assert.deepEqual(flags(SystemInfo), [true, false, true, false]);
  assert.deepEqual(flags(Queue), [true, true, true, true]);
});

test("isLoaded of every RestBase throws until it is loaded, and gives the object then", () => {
  const world = server();
  const info = new SystemInfo({ id: "" });
  assert.throws(() => info.isLoaded(), /only on fully instantiated objects/);
  world.last.answer(200, "<SystemInfo><status>IN_SERVICE</status></SystemInfo>");
  assert.equal(info.isLoaded(), info);
});

test("a Media signs in by its setMediaOptions where login says nothing else", () => {
  const world = server();
  const media = new Media({ id: "5001", data: { id: "5001", uri: "/finesse/api/User/1/Media/5001" } });
  media.setMediaOptions({ maxDialogLimit: 3, interruptAction: "ACCEPT", dialogLogoutAction: "CLOSE" });
  media.login({ maxDialogLimit: 5 });
  assert.equal(world.last.method, "PUT");
  assert.match(world.last.body, /<maxDialogLimit>5<.*<interruptAction>ACCEPT<.*<dialogLogoutAction>CLOSE</);
});
