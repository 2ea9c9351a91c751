/** Pages for the features' tests: one that holds gadgets' frames, and the frames, with the real scripts in each. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

import { JSDOM, VirtualConsole } from "jsdom";

const FEATURES = new URL("../../../gadgets/features/", import.meta.url);
const ALWAYS = ["core", "rpc", "shindig.auth", "security-token", "xhrwrapper"];
export const ORIGIN = "https://finesse.example:8445";

/** What the features' folders declare, each read once: to make a window costs more than most tests do. */
const known = new Map();

/** What a feature's folder declares: `{needs, gadget, container}`, the scripts as `[file, source]`. */
function declared(name) {
  known.has(name) || known.set(name, read(new URL(`${name}/`, FEATURES)));
  return known.get(name);
}

function read(folder) {
  const xml = readFileSync(new URL("feature.xml", folder), "utf8");
  const { documentElement: feature } = new DOMParser().parseFromString(xml, "text/xml");
  const under = (tag) => [...feature.children].filter((child) => child.tagName === tag);
  const scripts = (...tags) =>
    tags.flatMap(under).flatMap((group) =>
      [...group.children].map((each) => {
        const url = new URL(each.getAttribute("src"), folder);
        return [fileURLToPath(url), readFileSync(url, "utf8")];
      }));
  return {
    needs: under("dependency").map((each) => each.textContent),
    gadget: scripts("all", "gadget"),
    container: scripts("all", "container"),
  };
}

/** The scripts of these features and of all that they need, in order. */
function scriptsOf(features, side) {
  const done = new Set();
  const scripts = [];
  const visit = (name) => {
    if (done.has(name)) {
      return;
    }
    done.add(name);
    const { needs, [side]: own } = declared(name);
    needs.forEach(visit);
    scripts.push(...own);
  };
  [...ALWAYS, ...features].forEach(visit);
  return scripts;
}

/** A message channel within one page; Node's own would keep the tests' process alive. */
class Channel {
  constructor() {
    this.port1 = { onmessage: null };
    this.port2 = { postMessage: (data) => setImmediate(() => this.port1.onmessage({ data })) };
  }
}

/** A page of its own at `address`. `errors` of the window are gathered, as the browser's console would show them. */
function page(address, { body = "", name = "", before } = {}) {
  const errors = [];
  const virtualConsole = new VirtualConsole();
  virtualConsole.on("jsdomError", (error) => errors.push(error.cause?.message ?? error.message));
  const dom = new JSDOM(`<!DOCTYPE html><body>${body}</body>`, {
    url: address,
    runScripts: "outside-only",
    virtualConsole,
  });
  const { window } = dom;
  window.name = name;
  window.MessageChannel = Channel;
  before?.(window);
  return { dom, window, errors };
}

function run(window, features, side, config) {
  for (const [file, source] of scriptsOf(features, side)) {
    window.eval(`${source}\n//# sourceURL=${file}`);
  }
  window.gadgets.config.init({ "core.util": Object.fromEntries(features.map((each) => [each, {}])), ...config });
}

/**
 * A gadget's page alone. `told` are the calls to its parent as `[service, ...args]`; the parent answers by what
 * `answers[service]` returns, if it returns something.
 */
export function gadgetPage(features, { query = "mid=7", hash = "rpctoken=t0ken", answers = {}, config, ...rest } = {}) {
  const address = `${ORIGIN}/gadgets/ifr?${query}#${hash}`;
  const told = [];
  const made = page(address, { name: "finesse_gadget_7", ...rest });
  const { window } = made;
  const parent = {
    postMessage(text) {
      const { "gadgets.rpc": token, s: service, a: args, c: id } = JSON.parse(text);
      told.push([service, ...args]);
      const answer = answers[service]?.(...args);
      if (answer !== undefined && id) {
        made.hear({ "gadgets.rpc": token, f: "", a: [answer].flat(), r: id });
      }
    },
  };
  Object.defineProperty(window, "parent", { value: parent, configurable: true });
  /** The page gets this message, from its parent unless said otherwise. */
  made.hear = (message, { origin = ORIGIN, source = parent } = {}) =>
    setImmediate(() => {
      const event = new window.MessageEvent("message", { data: JSON.stringify(message), origin });
      Object.defineProperty(event, "source", { value: source });
      window.dispatchEvent(event);
    });
  run(window, features, "gadget", config);
  return { ...made, gadgets: window.gadgets, told, parent };
}

/** A page that holds gadgets; `open(id, features)` puts one in a frame, connected to it by messages. */
export function containerPage(features = ["shindig-container", "pubsub-2"]) {
  const made = page(`${ORIGIN}/desktop/container/?locale=en_US`, { body: '<div id="place"></div>' });
  const { window } = made;
  run(window, features, "container");
  const { gadgets, OpenAjax } = window;

  const post = (to, data, origin, source) =>
    setImmediate(() => {
      const event = new to.MessageEvent("message", { data, origin });
      Object.defineProperty(event, "source", { value: source });
      to.dispatchEvent(event);
    });

  /** The scripts of a gadget in the frame of this id, as if it had loaded. */
  function load(id, wanted, options = {}) {
    const frame = window.document.getElementById(id);
    const inner = page(frame.src, { name: id, ...options });
    const parent = { postMessage: (data) => post(window, data, ORIGIN, frame.contentWindow) };
    Object.defineProperty(inner.window, "parent", { value: parent, configurable: true });
    frame.contentWindow.postMessage = (data) => post(inner.window, data, ORIGIN, parent);
    run(inner.window, wanted, "gadget", options.config);
    return { ...inner, gadgets: inner.window.gadgets, frame };
  }

  function open(id, wanted = ["pubsub-2"], { container = {}, frame = {}, ...options } = {}) {
    const hubContainer = new OpenAjax.hub.IframeContainer(gadgets.pubsub2router.hub, id, {
      Container: container,
      IframeContainer: {
        parent: window.document.getElementById("place"),
        uri: `${ORIGIN}/gadgets/ifr?mid=${id}`,
        ...frame,
      },
    });
    return { container: hubContainer, ...load(id, wanted, options) };
  }

  return { ...made, gadgets, OpenAjax, open, load, post };
}

/** Wait until `condition` holds, by the event loop's turns; it fails after so many that it never will. */
export async function until(condition, turns = 20_000) {
  for (let turn = 0; turn < turns; turn += 1) {
    if (condition()) {
      return;
    }
    await new Promise((go) => setTimeout(go, 1));
  }
  throw new Error(`it never became so: ${condition}`);
}

/** Wait so many of the event loop's turns that what was under way has happened, however slow the machine is. */
export async function settled(turns = 20) {
  for (let turn = 0; turn < turns; turn += 1) {
    await new Promise((go) => setTimeout(go, 1));
  }
}
