/** A gadget's window as the library sees it: hub, the container's proxy, storage, the desktop around it. */

/** A hub that delivers at once, to itself as well, and keeps what was published. */
export class Hub {
  constructor() {
    this.subscriptions = new Map();
    this.published = [];
    this.count = 0;
  }

  subscribe(topic, onData) {
    const id = `s${(this.count += 1)}`;
    this.subscriptions.set(id, { pattern: topic.split("."), onData });
    return id;
  }

  unsubscribe(id) {
    this.subscriptions.delete(id);
  }

  publish(topic, data) {
    const copy = data === undefined ? undefined : JSON.parse(JSON.stringify(data));
    this.published.push([topic, copy]);
    for (const { pattern, onData } of [...this.subscriptions.values()]) {
      const tokens = topic.split(".");
      if (pattern.length === tokens.length && pattern.every((one, at) => one === "*" || one === tokens[at])) {
        onData(topic, copy);
      }
    }
  }

  /** What was published on a topic. */
  on(topic) {
    return this.published.filter(([name]) => name === topic).map(([, data]) => data);
  }
}

const PARAMETERS = ["METHOD", "HEADERS", "POST_DATA", "CONTENT_TYPE", "AUTHORIZATION", "GET_FULL_HEADERS"];
const MORE_PARAMETERS = ["REFRESH_INTERVAL", "NO_CACHE"];

/** In memory what localStorage and sessionStorage are. */
export class Storage {
  constructor(entries = {}) {
    this.entries = new Map(Object.entries(entries));
  }
  get length() {
    return this.entries.size;
  }
  key(at) {
    return [...this.entries.keys()][at] ?? null;
  }
  getItem(key) {
    return this.entries.get(key) ?? null;
  }
  setItem(key, value) {
    this.entries.set(key, String(value));
  }
  removeItem(key) {
    this.entries.delete(key);
  }
}

/**
 * A window with what a test needs of it.
 *
 * @param {{mid?: number, tab?: string|null, prefs?: object, session?: object, parent?: object}} about
 */
export function gadgetWindow({ mid = 3, tab = "home", prefs = {}, session = {}, parent } = {}) {
  const asked = [];
  const panel = tab === null ? null : element("DIV", `panel_${tab}`, ["tab-panel"], null);
  const hub = new Hub();
  const logged = [];
  return {
    asked,
    hub,
    logged,
    frameElement: element("IFRAME", `finesse_gadget_${mid}`, [], element("DIV", "", [], panel)),
    parent: parent ?? { finesse: { container: { Container: {} } } },
    console: { log: (line) => logged.push(line) },
    sessionStorage: new Storage(session),
    localStorage: new Storage(),
    location: { hostname: "ucc.example.com" },
    gadgets: {
      Hub: hub,
      Prefs: class {
        getString(name) {
          return prefs[name] ?? "";
        }
        getInt(name) {
          return Number.parseInt(prefs[name] ?? "0", 10) || 0;
        }
        set(name, value) {
          prefs[name] = value;
        }
      },
      util: { getUrlParameters: () => ({ mid: String(mid) }), unescapeString: (text) => text },
      io: {
        RequestParameters: Object.fromEntries(
          [...PARAMETERS, ...MORE_PARAMETERS].map((name) => [name, name]),
        ),
        makeRequest: (url, callback, params) => asked.push({ url, callback, params }),
      },
    },
  };
}

function element(tagName, id, classes, parentElement) {
  return { tagName, id, parentElement, classList: { contains: (name) => classes.includes(name) } };
}

/** What a gadget's Config holds at least. */
export const CONFIG = Object.freeze({
  authorization: btoa("agent1:fin:esse"),
  host: "ucc.example.com",
  hostPort: "8445",
  restHost: "localhost",
  localhostPort: "8082",
  scheme: "https",
  locale: "es_ES",
  xmppDomain: "ucc.example.com",
  pubsubDomain: "pubsub.ucc.example.com",
});
