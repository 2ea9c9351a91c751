/** How `gadgets.io` writes what it asks: form values, the request to the JSON proxy, the address of the proxy. */
(function () {
  "use strict";

  const DEFAULT_SECONDS = 3600; // for how long the server may keep an answer, where the gadget does not say
  const PROXIES = {
    jsonProxyUrl: "/gadgets/makeRequest",
    proxyUrl: "/gadgets/proxy%filename%?container=default&refresh=%refresh%&gadget=%gadget%&url=%url%",
  };
  let proxies = PROXIES;

  gadgets.config.register("core.io", {}, (configuration) => {
    proxies = { ...PROXIES, ...configuration["core.io"] };
  });

  /** `name=value&...`. What came escaped out of preferences is unescaped first, unless `asItIs`. */
  gadgets.io.encodeValues = function (fields, asItIs) {
    const plain = (value) => (asItIs ? String(value) : gadgets.util.unescapeString(String(value)));
    return Object.entries(fields || {})
      .map(([name, value]) => `${encodeURIComponent(plain(name))}=${encodeURIComponent(plain(value))}`)
      .join("&");
  };

  /** What the JSON proxy is asked: `{method, address, body}` of the request to this server. */
  gadgets.io.asked_ = function (url, parameters) {
    const method = String(parameters.METHOD || "GET").toUpperCase();
    const authz = String(parameters.AUTHORIZATION || "NONE").toUpperCase();
    const headers = { ...parameters.HEADERS };
    if (method === "POST" && !Object.keys(headers).some((name) => name.toLowerCase() === "content-type")) {
      headers["Content-Type"] = "application/x-www-form-urlencoded";
    }
    const page = gadgets.util.getUrlParameters();
    const values = {
      url,
      httpMethod: method,
      headers: gadgets.io.encodeValues(headers, true),
      postData: parameters.POST_DATA ?? "",
      authz: authz === "NONE" ? "" : authz.toLowerCase(),
      st: shindig.auth.getSecurityToken() || "",
      contentType: parameters.CONTENT_TYPE || "TEXT",
      numEntries: parameters.NUM_ENTRIES ?? "3",
      getSummaries: Boolean(parameters.GET_SUMMARIES),
      signOwner: parameters.SIGN_OWNER ?? true,
      signViewer: parameters.SIGN_VIEWER ?? true,
      gadget: page.url || "",
      container: page.container || "default",
      bypassSpecCache: page.nocache || "",
      getFullHeaders: isTrue(parameters.GET_FULL_HEADERS),
    };
    for (const [name, value] of Object.entries(parameters)) {
      if (name.startsWith("OAUTH_")) {
        values[name] = value;
      }
    }
    if (parameters.ALIAS !== undefined) {
      values.alias = parameters.ALIAS;
    }
    if (isTrue(parameters.NO_CACHE)) {
      values.nocache = 1;
    }
    if (method === "GET" && authz === "NONE") {
      values.refresh = parameters.REFRESH_INTERVAL ?? DEFAULT_SECONDS;
      const query = gadgets.io.encodeValues(values, true);
      const joint = proxies.jsonProxyUrl.includes("?") ? "&" : "?";
      return { method: "GET", address: `${proxies.jsonProxyUrl}${joint}${query}`, body: null };
    }
    return { method: "POST", address: proxies.jsonProxyUrl, body: gadgets.io.encodeValues(values, true) };
  };

  function isTrue(value) {
    return value === true || value === 1 || value === "true" || value === "1";
  }

  /** The address at which this server gives what is at `url`. */
  gadgets.io.getProxyUrl = function (url, parameters) {
    const asked = parameters || {};
    const page = gadgets.util.getUrlParameters();
    const seconds = asked.REFRESH_INTERVAL ?? (page.nocache === "1" ? 0 : DEFAULT_SECONDS);
    const parts = {
      url: encodeURIComponent(url),
      rawurl: url,
      refresh: encodeURIComponent(seconds),
      gadget: encodeURIComponent(page.url || ""),
      filename: /\.swf$/i.test(url) ? "/filename.swf" : "",
      container: encodeURIComponent(page.container || "default"),
      authz: "",
    };
    let address = proxies.proxyUrl.replace(/%([a-z]+)%/g, (whole, name) => parts[name] ?? whole);
    for (const name of ["rewriteMime", "fallback_url"]) {
      if (asked[name] !== undefined) {
        address += `&${name}=${encodeURIComponent(asked[name])}`;
      }
    }
    return address;
  };
})();
