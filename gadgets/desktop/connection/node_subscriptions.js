/**
 * Which pubsub nodes are subscribed for gadgets: one subscription for each node, held by everyone who asked for it.
 * Events go in, effects come out; the table below is the rule.
 *
 * A node's state is `subscribing`, `active` or `unsubscribing`; one that is not there is not subscribed. Who comes while
 * it is being unsubscribed waits until that is done. The last holder who leaves ends the subscription; a gadget that
 * goes away leaves all that it holds. After a lost connection what is held is subscribed anew.
 *
 * Effects, from `take()`:
 *   {subscribe: node} · {unsubscribe: node}    to ask of the notification service; tell `answered`
 *   {answer: {invokeID, error}}                for the gadget; `error`: {errorType, errorMessage}, the service's own
 *                                              XML as {xml}, or undefined for success
 */

export const NODES = 1_000; // for all gadgets together
export const HELD_BY_ONE = 500; // subscriptions and requests of one gadget

const NOT_CONNECTED = {
  errorType: "Not connected",
  errorMessage: "The desktop is not connected to the notification service.",
};
const DISCONNECTED = {
  errorType: "Disconnected",
  errorMessage: "The connection to the notification service was lost before it answered.",
};
const TOO_MANY = {
  errorType: "Limit exceeded",
  errorMessage: `A gadget may hold ${HELD_BY_ONE} subscriptions, all together ${NODES} nodes.`,
};

export class NodeSubscriptions {
  constructor() {
    this.connected = false;
    this.nodes = new Map(); // node → {state, holders, asking, leaving, next}
    this.held = new Map(); // gadget → how many subscriptions and requests it has
    this.effects = [];
  }

  /** What is to be done, in order; asking empties it. */
  take() {
    return this.effects.splice(0);
  }

  /** @param {{gadget: string, node: string, invokeID: string}} asked */
  subscribe(asked) {
    const { gadget, node } = asked;
    if (!this.connected) {
      this.answer(asked, NOT_CONNECTED);
      return;
    }
    const known = this.nodes.get(node);
    const isNew = known === undefined;
    if ((this.held.get(gadget) ?? 0) >= HELD_BY_ONE || (isNew && this.nodes.size >= NODES)) {
      this.answer(asked, TOO_MANY);
      return;
    }
    if (isNew) {
      this.nodes.set(node, this.subscribing(node, [asked]));
      return;
    }
    this.count(gadget, 1);
    SUBSCRIBE[known.state](this, known, asked);
  }

  /** `subid` is the invokeID of the subscribe. @param {{gadget, node, invokeID, subid}} asked */
  unsubscribe(asked) {
    const { gadget, node, subid } = asked;
    if (!this.connected) {
      this.answer(asked, NOT_CONNECTED);
      return;
    }
    const known = this.nodes.get(node);
    const held = known && this.dropped(known, (one) => one.gadget === gadget && one.invokeID === subid);
    if (held && known.state === "active" && known.holders.size === 0) {
      known.leaving.push(asked);
      this.unsubscribing(known, node);
    } else {
      this.answer(asked);
    }
  }

  /** What came of an effect; `error` is the service's XML, or undefined. */
  answered({ request, node, error }) {
    const known = this.nodes.get(node);
    const awaited = { subscribe: "subscribing", unsubscribe: "unsubscribing" }[request];
    if (known?.state === awaited) {
      ANSWERED[request](this, known, node, error && { xml: error });
    }
  }

  /** The connection is there: what is held is subscribed again. */
  connect() {
    this.connected = true;
    for (const [node, known] of this.nodes) {
      known.state = "subscribing";
      this.effects.push({ subscribe: node });
    }
  }

  /** The connection is lost: nobody waits any longer, and what was held stays so. */
  disconnect() {
    if (!this.connected) {
      return;
    }
    this.connected = false;
    for (const [node, known] of this.nodes) {
      [...known.asking, ...known.next].forEach((asked) => this.refuse(asked, DISCONNECTED));
      known.leaving.forEach((asked) => this.answer(asked, DISCONNECTED));
      Object.assign(known, { asking: [], next: [], leaving: [] });
      if (known.holders.size === 0) {
        this.nodes.delete(node);
      }
    }
  }

  /** A gadget is gone, or begins anew. */
  gone(gadget) {
    for (const [node, known] of this.nodes) {
      known.leaving = known.leaving.filter((asked) => asked.gadget !== gadget);
      const held = this.dropped(known, (one) => one.gadget === gadget, true);
      if (held && known.state === "active" && known.holders.size === 0) {
        this.unsubscribing(known, node);
      } else if (!this.connected && known.holders.size === 0) {
        this.nodes.delete(node);
      }
    }
  }

  subscribing(node, asking) {
    asking.forEach(({ gadget }) => this.count(gadget, 1));
    this.effects.push({ subscribe: node });
    return { state: "subscribing", holders: new Map(), asking, leaving: [], next: [] };
  }

  unsubscribing(known, node) {
    known.state = "unsubscribing";
    this.effects.push({ unsubscribe: node });
  }

  /** Take out of a node whoever matches; those who still wait are answered unless they are gone. */
  dropped(known, matches, silently = false) {
    let found = false;
    for (const [key, one] of known.holders) {
      if (matches(one)) {
        known.holders.delete(key);
        this.count(one.gadget, -1);
        found = true;
      }
    }
    for (const list of ["asking", "next"]) {
      const out = known[list].filter(matches);
      known[list] = known[list].filter((one) => !out.includes(one));
      for (const asked of out) {
        found = true;
        this.count(asked.gadget, -1);
        if (!silently) {
          this.answer(asked);
        }
      }
    }
    return found;
  }

  hold(known, asked) {
    const key = `${asked.gadget} ${asked.invokeID}`;
    if (known.holders.has(key)) {
      this.count(asked.gadget, -1); // asked twice with one id: it counts once
    }
    known.holders.set(key, asked);
    this.answer(asked);
  }

  refuse(asked, error) {
    this.count(asked.gadget, -1);
    this.answer(asked, error);
  }

  answer({ invokeID }, error) {
    this.effects.push({ answer: { invokeID, error } });
  }

  count(gadget, by) {
    const count = (this.held.get(gadget) ?? 0) + by;
    if (count > 0) {
      this.held.set(gadget, count);
    } else {
      this.held.delete(gadget);
    }
  }
}

/** Somebody asks for a node, by its state. */
const SUBSCRIBE = {
  subscribing: (_table, known, asked) => known.asking.push(asked),
  active: (table, known, asked) => table.hold(known, asked),
  unsubscribing: (_table, known, asked) => known.next.push(asked),
};

const ANSWERED = {
  subscribe(table, known, node, error) {
    const { asking } = known;
    known.asking = [];
    if (error !== undefined) {
      table.nodes.delete(node);
      known.holders.forEach(({ gadget }) => table.count(gadget, -1)); // held before a lost connection, and no more
      asking.forEach((asked) => table.refuse(asked, error));
      return;
    }
    known.state = "active";
    asking.forEach((asked) => table.hold(known, asked));
    if (known.holders.size === 0) {
      table.unsubscribing(known, node); // all who asked have gone meanwhile
    }
  },
  unsubscribe(table, known, node, error) {
    const { leaving, next } = known;
    table.nodes.delete(node);
    leaving.forEach((asked) => table.answer(asked, error));
    if (next.length > 0) {
      next.forEach(({ gadget }) => table.count(gadget, -1)); // they are counted again
      table.nodes.set(node, table.subscribing(node, next));
    }
  },
};
