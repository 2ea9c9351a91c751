/**
 * Stands for the old libraries that gadgets bundle: it uses of the page around it what those use, and nothing else -
 * prefs, the container's object, the DOM's ids, the hub's topics, makeRequest with its echoed url, its array of
 * headers, and the 202 that an event follows.
 */
(function () {
  "use strict";
  const prefs = new gadgets.Prefs();
  const pending = {};
  let handlers = {};

  // since 10.0: credentials come from the session, and are kept as a pref
  const kept = sessionStorage.getItem("userFinesseAuth");
  if (kept && !prefs.getString("authorization")) {
    prefs.set("authorization", kept);
  }

  function uuid() {
    return "old-" + Math.random().toString(16).slice(2);
  }

  function rest(method, path, content, handle) {
    const params = {};
    const names = gadgets.io.RequestParameters;
    const requestId = uuid();
    let url = "http://" + prefs.getString("restHost") + ":" + prefs.getString("localhostPort") + path;
    params[names.METHOD] = method;
    params[names.REFRESH_INTERVAL] = 0;
    params[names.HEADERS] = { Authorization: "Basic " + prefs.getString("authorization"), locale: prefs.getString("locale") };
    if (method === "GET") {
      url += (url.indexOf("?") < 0 ? "?" : "&") + "nocache=" + Date.now();
    } else {
      params[names.GET_FULL_HEADERS] = "true";
      params[names.HEADERS].requestId = requestId;
      params[names.HEADERS]["Content-Type"] = "application/xml";
      params[names.POST_DATA] = content;
      pending[requestId] = handle;
    }
    gadgets.io.makeRequest(url, function (answer) {
      handle({ rc: answer.rc, text: answer.text, errors: answer.errors, id: (answer.headers && answer.headers.requestid || [])[0], sent: requestId });
    }, params);
  }

  function ofParent(path) {
    return path.split(".").reduce(function (found, name) { return found === undefined ? found : found[name]; }, parent);
  }

  window.old = {
    prefs: prefs,
    rest: rest,
    gadgetId: function () { return gadgets.util.getUrlParameters().mid; },
    tabId: function () {
      let found = window.frameElement;
      while (found && !(found.tagName === "DIV" && found.classList.contains("tab-panel"))) {
        found = found.parentElement;
      }
      return found && found.id.replace(/^panel_/, "");
    },
    container: function () { return ofParent("finesse.container.Container"); },
    title: function () { return parent.document.getElementById("finesse_gadget_" + this.gadgetId() + "_title"); },
    connect: function (heard) {
      handlers = heard;
      gadgets.Hub.subscribe("finesse.info.connection", function (topic, data) { handlers.connection(data); });
      gadgets.Hub.publish("finesse.info.requests", { type: "ConnectionInfoReq", data: {}, invokeID: uuid() });
    },
    subscribeNode: function (node, answered) {
      const id = uuid();
      gadgets.Hub.subscribe("finesse.info.responses." + id, function (topic, data) { answered(data); });
      gadgets.Hub.publish("finesse.info.requests", { type: "SubscribeNodeReq", data: { node: node }, invokeID: id });
    },
    watch: function (path, changed) {
      gadgets.Hub.subscribe(path.replace(/^\//, "").replace(/\//g, "."), function (topic, data) {
        const update = data.object.Update;
        if (pending[update.requestId]) {
          pending[update.requestId]({ event: update.event, error: update.data.apiErrors && update.data.apiErrors.apiError });
        }
        changed(update, data.content);
      });
    },
    activeTab: function (shown) {
      gadgets.Hub.subscribe("finesse.containerservices.activeTab", function (topic, data) { shown(data); });
      gadgets.Hub.publish("finesse.containerservices.requests", { type: "ActiveTabReq", data: {}, invokeID: uuid() });
    }
  };
}());
