/** The words of `gadgets.io`. */
(function () {
  "use strict";

  const words = (...values) => Object.freeze(Object.fromEntries(values.map((value) => [value, value])));

  gadgets.io = gadgets.io || {};
  Object.assign(gadgets.io, {
    RequestParameters: words(
      "METHOD", "CONTENT_TYPE", "POST_DATA", "HEADERS", "AUTHORIZATION", "NUM_ENTRIES", "GET_SUMMARIES",
      "REFRESH_INTERVAL", "NO_CACHE", "GET_FULL_HEADERS", "SIGN_OWNER", "SIGN_VIEWER", "ALIAS",
      "OAUTH_SERVICE_NAME", "OAUTH_USE_TOKEN", "OAUTH_TOKEN_NAME", "OAUTH_REQUEST_TOKEN",
      "OAUTH_REQUEST_TOKEN_SECRET", "OAUTH_RECEIVED_CALLBACK",
    ),
    MethodType: words("GET", "POST", "PUT", "DELETE", "HEAD"),
    ContentType: words("TEXT", "DOM", "JSON", "FEED"),
    AuthorizationType: words("NONE", "SIGNED", "OAUTH", "OAUTH2"),
    ProxyUrlRequestParameters: Object.freeze({
      REFRESH_INTERVAL: "REFRESH_INTERVAL",
      REWRITE_MIME_TYPE: "rewriteMime",
      FALLBACK_URL: "fallback_url",
    }),
  });
})();
