import assert from "node:assert/strict";
import { test } from "node:test";

import { IDBFactory, IDBKeyRange } from "fake-indexeddb";

import { ENTRIES, desktopCacheOf } from "../../../../gadgets/finesse/utilities/desktop_cache.js";

function caches() {
  const frame = { indexedDB: new IDBFactory(), IDBKeyRange };
  return { mine: desktopCacheOf(frame), other: desktopCacheOf(frame) };
}

/** A call's callback, awaited: `[err, data]`. */
function answer(cache, name, ...given) {
  return new Promise((resolve) => cache[name](...given, (...answered) => resolve(answered)));
}

test("what is saved is fetched again, later", async () => {
  const { mine } = caches();
  const entries = [
    { key: "a", data: { deep: [1, 2] } },
    { key: "b", data: "text" },
  ];
  let returned = false;
  const saved = new Promise((resolve) =>
    mine.saveOrUpdateData(entries, (...got) => resolve([returned, ...got])),
  );
  returned = true;
  assert.deepEqual(await saved, [true, null, entries]);
  assert.deepEqual(await answer(mine, "fetchData", "a"), [null, { key: "a", data: { deep: [1, 2] } }]);
  await answer(mine, "saveOrUpdateData", { key: "a", data: 2 });
  const [, { data }] = await answer(mine, "fetchData", "a");
  assert.equal(data, 2);
});

test("a key that is not there has no entry, and that is no error", async () => {
  const [error, entry] = await answer(caches().mine, "fetchData", "nothing");
  assert.equal(error, null);
  assert.equal(entry, undefined);
});

test("gadgets of one group share entries, of another they do not", async () => {
  const { mine, other } = caches();
  mine.setGroup("shared");
  other.setGroup("shared");
  await answer(mine, "saveOrUpdateData", [{ key: "a", data: 1 }]);
  assert.equal((await answer(other, "fetchData", "a"))[1].data, 1);
  other.setGroup("its own");
  assert.equal((await answer(other, "fetchData", "a"))[1], undefined);
  await answer(other, "clearData");
  assert.equal((await answer(mine, "fetchData", "a"))[1].data, 1);
});

test("one entry is deleted, or all of the group", async () => {
  const { mine } = caches();
  mine.saveOrUpdateData(["a", "b", "c"].map((key) => ({ key, data: key })));
  assert.deepEqual(await answer(mine, "deleteData", "a"), [null, "a"]);
  assert.equal((await answer(mine, "fetchData", "a"))[1], undefined);
  assert.equal((await answer(mine, "fetchData", "b"))[1].data, "b");
  assert.deepEqual(await answer(mine, "clearData"), [null, undefined]);
  assert.equal((await answer(mine, "fetchData", "b"))[1], undefined);
});

test("what cannot be stored is told, and nothing of it is", async () => {
  const { mine } = caches();
  const [error] = await answer(mine, "saveOrUpdateData", [
    { key: "a", data: 1 },
    { key: "b", data: () => {} },
  ]);
  assert.equal(error.name, "DataCloneError");
  assert.equal((await answer(mine, "fetchData", "a"))[1], undefined);
  assert.equal((await answer(mine, "saveOrUpdateData", [{ data: 1 }]))[0].name, "DataError");
  assert.ok((await answer(mine, "fetchData", undefined))[0]);
});

test("a group holds only so many entries", async () => {
  const { mine } = caches();
  const many = Array.from({ length: ENTRIES }, (_, key) => ({ key: `k${key}`, data: 1 }));
  assert.equal((await answer(mine, "saveOrUpdateData", many))[0], null);
  const [error] = await answer(mine, "saveOrUpdateData", [{ key: "more", data: 1 }]);
  assert.match(error.message, new RegExp(`at most ${ENTRIES} entries`));
  assert.equal((await answer(mine, "saveOrUpdateData", [{ key: "k1", data: 2 }]))[0], null);
});

test("a browser without the store tells so, and callbacks may be missing", async () => {
  const cache = desktopCacheOf({});
  cache.clearData();
  assert.ok((await answer(cache, "fetchData", "a"))[0] instanceof Error);
});

test("a callback that fails harms no other call", async () => {
  const { mine } = caches();
  mine.saveOrUpdateData([{ key: "a", data: 1 }], () => {
    throw new Error("broken");
  });
  assert.equal((await answer(mine, "fetchData", "a"))[1].data, 1);
});
