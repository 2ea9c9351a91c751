/** `osapi.newBatch`: several requests that travel to `/rpc` together, and are answered together. */
(function () {
  "use strict";

  const MOST_REQUESTS = 100;
  let endpoint = "/rpc";

  gadgets.config.register("osapi", {}, (configuration) => {
    const { endPoints = [] } = configuration.osapi || {};
    endpoint = endPoints[0] || endpoint;
  });

  const failed = (code, message) => ({ error: { code, message } });

  /** A request that can be executed, or put into a batch: `{method, params, execute(callback)}`. */
  osapi.request_ = function (method, params) {
    return {
      method,
      params: params || {},
      execute(callback) {
        osapi.newBatch().add(method, this).execute((answers) => callback(answers[method]));
      },
    };
  };

  osapi.newBatch = function () {
    const requests = new Map();
    return {
      /** `request` is what a service returned; its answer comes under `key`. */
      add(key, request) {
        if (!key || !request || !request.method) {
          throw new Error("A batch takes a key and a request of osapi.");
        }
        if (requests.size >= MOST_REQUESTS) {
          throw new Error(`A batch takes ${MOST_REQUESTS} requests.`);
        }
        requests.set(String(key), request);
        return this;
      },

      /** `callback` gets the answers by key; one that failed is `{error: {code, message}}`. */
      execute(callback) {
        if (requests.size === 0) {
          setTimeout(() => callback({}));
          return;
        }
        const calls = [...requests].map(([id, { method, params }]) => ({ method, id, params }));
        const token = shindig.auth.getSecurityToken();
        const address = token ? `${endpoint}?st=${encodeURIComponent(token)}` : endpoint;
        const options = { METHOD: "POST", POST_DATA: JSON.stringify(calls), CONTENT_TYPE: "JSON" };
        const headers = { "Content-Type": "application/json" };
        const done = (response) => callback(answers(calls, response));
        gadgets.io.makeNonProxiedRequest(address, done, options, headers);
      },
    };
  };

  function answers(calls, response) {
    const said = new Map();
    for (const answer of Array.isArray(response.data) ? response.data : []) {
      said.set(answer.id, answer);
    }
    const failure = failed(response.rc || 500, response.errors[0] || "There is no answer");
    return Object.fromEntries(calls.map(({ id }) => [id, contentOf(said.get(id)) ?? failure]));
  }

  function contentOf(answer) {
    if (!answer) {
      return undefined;
    }
    if (answer.error) {
      return failed(answer.error.code, answer.error.message);
    }
    return answer.result ?? answer.data ?? {};
  }
})();
