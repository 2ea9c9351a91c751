/**
 * `gadgets.rpc`: calls between a gadget's frame and the page that holds it, by postMessage.
 *
 * A page hears its parent, and the frames it has set up, each by the window that sent, its origin and the token that
 * the frame was given in the fragment of its address. So a frame can speak for itself only. Nothing here keeps a
 * window: frames are looked up by id, so that one which is gone is gone.
 */
(function () {
  "use strict";

  const MARK = '{"gadgets.rpc":'; // how each of our messages begins; a page hears others' too
  const PARENT = "..";
  const MOST_PENDING = 1000; // calls whose answer is awaited; the oldest is given up
  // A loop that never ends its task can be stopped from inside only; what a gadget says in one task is bounded.
  const MOST_IN_A_TASK = 5000;
  const LARGEST_TASK = 32 * 1024 * 1024; // characters

  const services = new Map();
  const receivers = new Map(); // by frame id: {origin, token}
  const pending = new Map(); // by call id: {callback, target}
  const parameters = gadgets.util.getUrlParameters();
  let fallback = null;
  let alarm = null;
  let calls = 0;
  let said = 0; // to the parent, in this task
  let characters = 0;
  let tasks = null; // a port, whose messages come when this task has ended, also where timers are slowed down

  const inFrame = window.parent !== window;
  const parentOrigin = originOf(parameters.parent) || window.location.origin;
  let ownToken = parameters.rpctoken || "";

  function originOf(address) {
    try {
      const { origin } = new URL(address, window.location.href);
      return address && origin !== "null" ? origin : "";
    } catch {
      return "";
    }
  }

  /** Call `service` of `target` (null or `..`: the parent; else a frame's id); its answer goes to `callback`. */
  function call(target, service, callback, ...args) {
    const to = target === null || target === undefined || target === "" ? PARENT : String(target);
    let id = 0;
    if (typeof callback === "function") {
      calls += 1;
      id = calls;
    }
    send(to, { service: String(service), args, id });
    if (id !== 0) {
      pending.set(id, { callback, target: to });
      if (pending.size > MOST_PENDING) {
        pending.delete(pending.keys().next().value);
      }
    }
  }

  function send(target, message) {
    if (target === PARENT) {
      if (inFrame) {
        post(window.parent, parentOrigin, ownToken, message);
      }
      return;
    }
    const receiver = receivers.get(target);
    const frame = receiver && document.getElementById(target);
    if (frame && frame.contentWindow) {
      post(frame.contentWindow, receiver.origin, receiver.token, message);
    }
  }

  function post(to, origin, token, { service, args, id, answer }) {
    const message = { "gadgets.rpc": token, f: window.name, s: service, a: args, c: id, r: answer };
    const text = JSON.stringify(message);
    if (to === window.parent) {
      count(text.length);
    }
    to.postMessage(text, origin);
  }

  function taskEnds() {
    const { port1, port2 } = new window.MessageChannel();
    port1.onmessage = () => {
      said = 0;
      characters = 0;
    };
    return port2;
  }

  function count(length) {
    if (said === 0) {
      tasks = tasks || taskEnds();
      tasks.postMessage(null);
    }
    said += 1;
    characters += length;
    if (said > MOST_IN_A_TASK || characters > LARGEST_TASK) {
      throw new Error("This gadget says too much in one go; let it wait between, or end its loop.");
    }
  }

  function hear(event) {
    if (typeof event.data !== "string" || !event.data.startsWith(MARK)) {
      return;
    }
    let message;
    try {
      message = JSON.parse(event.data);
    } catch {
      return;
    }
    const from = sender(event, message);
    if (from === null) {
      alert_(event, message);
    } else if (typeof message.r === "number") {
      settle(from, message.r, message.a);
    } else {
      serve(from, String(message.s), Array.isArray(message.a) ? message.a : [], message.c);
    }
  }

  /** Who sent it: `..`, the id of a frame, or null for anybody else. */
  function sender(event, { f: claimed, "gadgets.rpc": token }) {
    if (inFrame && event.source === window.parent && event.origin === parentOrigin) {
      return token === ownToken ? PARENT : null;
    }
    const receiver = receivers.get(claimed);
    if (!receiver || token !== receiver.token || event.origin !== receiver.origin) {
      return null;
    }
    const frame = document.getElementById(claimed);
    return frame && frame.contentWindow === event.source ? claimed : null;
  }

  function alert_(event, { f: claimed, s: service }) {
    if (alarm) {
      alarm(String(claimed), "forgedMsg");
    } else {
      gadgets.warn(`A message to ${service} from ${event.origin} in the name of ${claimed} was not heard.`);
    }
  }

  function settle(from, id, args) {
    const waiting = pending.get(id);
    if (waiting && waiting.target === from) {
      pending.delete(id);
      waiting.callback.apply({ f: from }, Array.isArray(args) ? args : []);
    }
  }

  function serve(from, service, args, id) {
    const answer = (...result) => id && send(from, { args: result, answer: id });
    const serves = services.get(service) || fallback;
    if (serves) {
      const result = serves.apply({ s: service, f: from, a: args, c: id, callback: answer }, args);
      if (result !== undefined) {
        answer(result);
      }
    }
  }

  /** Make the frame with this id somebody who can be called, and who is heard. */
  function setupReceiver(id, address, token) {
    if (id === PARENT) {
      return;
    }
    const frame = document.getElementById(id);
    const from = address || (frame && frame.src) || window.location.href;
    const known = receivers.get(id);
    receivers.set(id, {
      origin: originOf(from) || window.location.origin,
      token: token || (known && known.token) || gadgets.util.getUrlParameters(from).rpctoken || "",
    });
  }

  function removeReceiver(id) {
    receivers.delete(id);
    for (const [call_, { target }] of pending) {
      if (target === id) {
        pending.delete(call_);
      }
    }
  }

  function setAuthToken(id, token) {
    if (id === PARENT) {
      ownToken = String(token);
    } else {
      setupReceiver(id, undefined, String(token));
    }
  }

  window.addEventListener("message", hear);

  gadgets.rpc = {
    call,
    register: (service, serves) => void services.set(service, serves),
    unregister: (service) => void services.delete(service),
    registerDefault: (serves) => {
      fallback = serves;
    },
    unregisterDefault: () => {
      fallback = null;
    },
    setupReceiver,
    removeReceiver,
    setAuthToken,
    getAuthToken: (id) => (id === PARENT ? ownToken : (receivers.get(id) || {}).token),
    getOrigin: originOf,
    getTargetOrigin: (id) => (id === PARENT ? parentOrigin : (receivers.get(id) || {}).origin),
    getReceiverOrigin: (id) => (id === PARENT ? parentOrigin : (receivers.get(id) || {}).origin),
    setRelayUrl: () => undefined, // of the time before postMessage
    getRelayUrl: () => undefined,
    getRelayChannel: () => "wpm",
    forceParentVerifiable: () => undefined,
    RPC_ID: window.name || PARENT,
    /** Call `securityCallback(frame id, what)` for each message that was not heard. */
    config: ({ securityCallback }) => {
      alarm = typeof securityCallback === "function" ? securityCallback : null;
    },
  };
})();
