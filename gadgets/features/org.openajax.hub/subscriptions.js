/** Who hears a topic: the subscriptions of all clients of the hub, by the tokens of their topics. */
(function () {
  "use strict";

  const hub = OpenAjax.hub;

  const branch = () => ({ children: new Map(), here: new Map() });

  hub.SubscriptionTree_ = class {
    constructor() {
      this.root = branch();
    }

    /** `subscription` is anything; `remove` takes what this returned. */
    add(topic, subscription) {
      const path = [this.root];
      const tokens = hub.tokens_(topic, true);
      for (const token of tokens) {
        const at = path.at(-1);
        if (!at.children.has(token)) {
          at.children.set(token, branch());
        }
        path.push(at.children.get(token));
      }
      const place = { path, tokens };
      path.at(-1).here.set(place, subscription);
      return place;
    }

    remove(place) {
      const { path, tokens } = place;
      path.at(-1).here.delete(place);
      const isEmpty = ({ here, children }) => here.size === 0 && children.size === 0;
      for (let at = tokens.length; at > 0 && isEmpty(path[at]); at -= 1) {
        path[at - 1].children.delete(tokens[at - 1]);
      }
    }

    /** All that hear this topic, the first who came first among equals. */
    hearing(tokens) {
      const found = [];
      let level = [this.root];
      for (const token of tokens) {
        const next = [];
        for (const { children } of level) {
          const all = children.get("**");
          if (all) {
            found.push(...all.here.values());
          }
          for (const name of [token, "*"]) {
            const child = children.get(name);
            if (child) {
              next.push(child);
            }
          }
        }
        level = next;
      }
      for (const { here } of level) {
        found.push(...here.values());
      }
      return found;
    }
  };
})();
