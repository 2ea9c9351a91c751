/** What the gadget asks through `gadgets.io`: each request when it goes out, and its answer with the time it took. */
(function () {
  "use strict";

  const { tell } = gadgets.inspection;
  const LONGEST = 1000; // characters of a body
  let count = 0;

  for (const name of ["makeRequest", "makeNonProxiedRequest"]) {
    const original = gadgets.io[name];
    gadgets.io[name] = function (url, callback, ...rest) {
      count += 1;
      const number = count;
      const began = performance.now();
      const { METHOD: method = "GET", POST_DATA: body = "" } = rest[0] ?? {};
      const proxied = name === "makeRequest";
      tell("request", { number, method: String(method), url: String(url), body: start(body), proxied });
      const answered = function (...answer) {
        const [{ rc, text = "", errors = [] } = {}] = answer;
        const ms = Math.round(performance.now() - began);
        const length = text?.length ?? 0;
        tell("response", { number, status: rc, ms, length, errors: [...errors], body: start(text) });
        return typeof callback === "function" ? callback.apply(this, answer) : undefined;
      };
      return original.call(this, url, answered, ...rest);
    };
  }

  const start = (text) => String(text ?? "").slice(0, LONGEST);
})();
