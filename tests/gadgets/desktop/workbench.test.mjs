import assert from "node:assert/strict";
import { mock, test } from "node:test";

import { changesOf, folderOf, isFor, Workbench } from "../../../gadgets/desktop/workbench.js";

const CLOCK = { name: "clock", url: "/clock.xml", role: "all", tab: "home" };
const VITE = { name: "vite", url: "http://localhost:5173/g.xml", role: "agent", tab: "home" };

const HERE = new URL("https://ccx.example.com:8445/desktop/container/");
const UPLOADED = [
  "/3rdpartygadget/files/clock/Clock.xml",
  "/3rdpartygadget/files/clock/more/Other.xml?a=b",
  "/3rdpartygadget/files/Alone.xml",
  "/desktop/scripts/js/activity.js",
];

/** A board that notes what it is asked, and the sources that were opened. */
function opened() {
  const asked = [];
  const board = {
    user: { roles: ["Agent"] },
    add: (one) => asked.push(["add", one]),
    remove: (url) => asked.push(["remove", url]),
    reload: (url) => asked.push(["reload", url]),
    reloadThose: (isMeant) => asked.push(["those", UPLOADED.filter(isMeant)]),
  };
  const sources = [];
  const listen = () => {
    const source = new EventTarget();
    source.readyState = 1;
    source.close = () => (source.readyState = 2);
    source.tell = (event, data) => source.dispatchEvent(Object.assign(new Event(event), { data }));
    sources.push(source);
    return source;
  };
  const bench = new Workbench(board, listen);
  bench.open();
  return { asked, sources, bench };
}

test("what the server lists is shown, each once", () => {
  const { asked, sources } = opened();
  sources[0].tell("gadgets", JSON.stringify({ gadgets: [CLOCK] }));
  sources[0].tell("gadgets", JSON.stringify({ gadgets: [CLOCK] }));
  sources[0].tell("gadgets", JSON.stringify({ gadgets: [] }));
  assert.deepEqual(asked, [
    ["add", { url: "/clock.xml", tab: "home" }],
    ["remove", "/clock.xml"],
  ]);
});

test("what changed is loaded anew", () => {
  const { asked, sources } = opened();
  sources[0].tell("reload", JSON.stringify({ urls: ["/clock.xml"] }));
  assert.deepEqual(asked, [["reload", "/clock.xml"]]);
});

test("of what was uploaded, the gadgets of the folder are loaded anew that changed", () => {
  globalThis.location = HERE;
  const { asked, sources } = opened();
  for (const uploaded of [["/clock/"], ["/"], ["*"], [], 1]) {
    sources[0].tell("reload", JSON.stringify({ urls: [], uploaded }));
  }
  delete globalThis.location;
  assert.deepEqual(asked, [
    ["those", [UPLOADED[0], UPLOADED[1]]],
    ["those", [UPLOADED[2]]],
    ["those", UPLOADED.slice(0, 3)],
  ]);
});

test("a gadget's folder follows from its address, as a layout may write it", () => {
  const of = (url) => folderOf(url, HERE);
  assert.equal(of("http://localhost:8082/3rdpartygadget/files/clock/Clock.xml?a=b"), "/clock/");
  assert.equal(of("https://ccx.example.com:8445/3rdpartygadget/files/a/b/C.xml"), "/a/");
  assert.equal(of("/3rdpartygadget/files/my%20clock/Clock.xml"), "/my clock/");
  assert.equal(of("https://other.example.com/3rdpartygadget/files/clock/Clock.xml"), undefined);
  assert.equal(of("/desktop/scripts/js/activity.js"), undefined);
  assert.equal(of("/3rdpartygadget/files/%zz/Clock.xml"), undefined);
  assert.equal(of("https://"), undefined);
});

test("what is no list is left out", () => {
  const { asked, sources } = opened();
  for (const data of ["{", "null", "[]", '{"gadgets": 1, "urls": 1}']) {
    sources[0].tell("gadgets", data);
    sources[0].tell("reload", data);
  }
  assert.deepEqual(asked, []);
});

test("a connection that is lost the browser mends; one that is refused is tried again later", () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const { sources, bench } = opened();
  sources[0].readyState = 0;
  sources[0].tell("error");
  mock.timers.tick(60_000);
  assert.equal(sources.length, 1);
  sources[0].readyState = 2;
  sources[0].tell("error");
  mock.timers.tick(60_000);
  assert.equal(sources.length, 2);
  bench.close();
  sources[1].tell("error");
  mock.timers.tick(60_000);
  assert.equal(sources.length, 2);
  mock.timers.reset();
});

test("a gadget is for everybody, or for the desktops of its role", () => {
  assert.deepEqual(
    ["all", undefined, "agent", "supervisor"].map((role) => isFor(role, ["Agent"])),
    [true, true, true, false],
  );
  assert.deepEqual(
    ["all", "agent", "supervisor"].map((role) => isFor(role, ["Agent", "Supervisor"])),
    [true, false, true],
  );
});

test("what is listed and not shown yet is added, what is shown and listed no more removed", () => {
  assert.deepEqual(changesOf([], [CLOCK, VITE], ["Agent"]), { shown: [CLOCK, VITE], remove: [], add: [CLOCK, VITE] });
  assert.deepEqual(changesOf([CLOCK, VITE], [VITE], ["Agent"]), { shown: [VITE], remove: ["/clock.xml"], add: [] });
  assert.deepEqual(changesOf([CLOCK], [CLOCK], ["Agent"]), { shown: [CLOCK], remove: [], add: [] });
});

test("a gadget that stays in one tab and leaves another is added again", () => {
  const other = { ...CLOCK, name: "clock-2", tab: "team" };
  assert.deepEqual(changesOf([CLOCK, other], [other], ["Agent"]), {
    shown: [other],
    remove: ["/clock.xml"],
    add: [other],
  });
});
