/**
 * `osapi.<service>`: the requests of OpenSocial's data API. A contact centre has no people and activities to tell of;
 * `osapi.http` goes the way of `gadgets.io.makeRequest`.
 */
(function () {
  "use strict";

  const SERVICES = {
    people: ["get", "getViewer", "getViewerFriends", "getOwner", "getOwnerFriends"],
    activities: ["get", "create"],
    appdata: ["get", "update", "delete"],
    messages: ["send"],
    system: ["listMethods"],
  };

  for (const [service, methods] of Object.entries(SERVICES)) {
    osapi[service] = osapi[service] || {};
    for (const method of methods) {
      osapi[service][method] = (params) => osapi.request_(`${service}.${method}`, params);
    }
  }

  osapi.http = {};
  for (const method of ["get", "post", "put", "delete", "head"]) {
    osapi.http[method] = (params) => ({
      ...osapi.request_(`http.${method}`, params),
      execute: (callback) => fetchOne(method, params || {}, callback),
    });
  }

  function fetchOne(method, { href, headers, body, format, authz, refreshInterval }, callback) {
    const done = (response) => callback(answer(response, format));
    gadgets.io.makeRequest(href, done, {
      METHOD: method.toUpperCase(),
      HEADERS: headers || {},
      POST_DATA: typeof body === "string" ? body : gadgets.io.encodeValues(body),
      CONTENT_TYPE: format === "json" ? "JSON" : "TEXT",
      AUTHORIZATION: authz || "NONE",
      GET_FULL_HEADERS: true,
      ...(refreshInterval === undefined ? {} : { REFRESH_INTERVAL: refreshInterval }),
    });
  }

  function answer({ rc, text, data, headers, errors }, format) {
    if (errors.length > 0) {
      return { error: { code: rc, message: errors[0] } };
    }
    return { status: rc, headers, content: format === "json" ? data : text };
  }
})();
