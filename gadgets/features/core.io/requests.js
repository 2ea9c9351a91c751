/** `gadgets.io.makeRequest`: any address, asked through this server; `makeNonProxiedRequest`: this server itself. */
(function () {
  "use strict";

  gadgets.io.preloaded_ = gadgets.io.preloaded_ || [];

  gadgets.io.makeRequest = function (url, callback, options) {
    const parameters = options || {};
    const { method, address, body } = gadgets.io.asked_(url, parameters);
    const preloaded = method === "GET" ? preload(url) : null;
    if (preloaded) {
      setTimeout(() => answer(callback, gadgets.io.response_(preloaded, parameters.CONTENT_TYPE)));
      return;
    }
    send(method, address, body, headersOf(method), (request) => {
      answer(callback, told(request, url, parameters.CONTENT_TYPE));
    });
  };

  gadgets.io.makeNonProxiedRequest = function (address, callback, options, headers) {
    const parameters = options || {};
    const method = String(parameters.METHOD || "GET").toUpperCase();
    const given = { ...parameters.HEADERS, ...headers };
    if (parameters.POST_DATA && !Object.keys(given).some((name) => name.toLowerCase() === "content-type")) {
      given["Content-Type"] = "application/x-www-form-urlencoded";
    }
    send(method, address, parameters.POST_DATA ?? null, given, (request) => {
      const said = { rc: request.status, body: request.responseText, headers: headersIn(request) };
      const failed = request.status < 200 || request.status >= 300;
      const response = failed ? failure(request) : gadgets.io.response_(said, parameters.CONTENT_TYPE);
      answer(callback, response);
    });
  };

  gadgets.io.clearOAuthState = () => undefined;

  /** A response that came with the page; it is used once. */
  function preload(url) {
    const at = gadgets.io.preloaded_.findIndex((answered) => answered && answered.id === url);
    return at < 0 ? null : gadgets.io.preloaded_.splice(at, 1)[0];
  }

  function headersOf(method) {
    const token = shindig.auth.getSecurityToken();
    return {
      ...(method === "POST" ? { "Content-Type": "application/x-www-form-urlencoded" } : {}),
      ...(token ? { "X-Shindig-ST": token } : {}),
    };
  }

  function send(method, address, body, headers, done) {
    const request = shindig.xhrwrapper.createXHR();
    request.open(method, address, true);
    for (const [name, value] of Object.entries(headers)) {
      request.setRequestHeader(name, value);
    }
    request.addEventListener("loadend", () => done(request));
    request.send(body);
  }

  function told(request, url, contentType) {
    if (request.status !== 200) {
      return failure(request);
    }
    const said = gadgets.io.unwrapped_(request.responseText, url);
    if (said === null) {
      const says = "The proxy's answer says nothing about the address";
      return gadgets.io.failure_(500, says, request.responseText);
    }
    return gadgets.io.response_(said, contentType);
  }

  function failure(request) {
    const says = request.status === 0 ? "The server could not be reached" : request.statusText || "Error";
    return gadgets.io.failure_(request.status, says, request.responseText);
  }

  function headersIn(request) {
    const headers = {};
    for (const line of request.getAllResponseHeaders().split("\r\n")) {
      const colon = line.indexOf(":");
      if (colon > 0) {
        const name = line.slice(0, colon).toLowerCase();
        headers[name] = [...(headers[name] || []), line.slice(colon + 1).trim()];
      }
    }
    return headers;
  }

  function answer(callback, response) {
    if (typeof callback === "function") {
      callback(response);
    }
  }
})();
