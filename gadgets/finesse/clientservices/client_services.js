/** The gadget's way to the server and to notifications: what the REST objects stand on. */

/** Requests through the container's proxy, topics of the hub, and nodes of the notification service. */
export const ClientServices = {
  /** Ask for `path` of the REST API; `callback` gets what `gadgets.io` answers. */
  makeRequest(path, callback, params = {}) {
    globalThis.gadgets.io.makeRequest(`http://localhost:8082${path}`, callback, params);
  },

  /** Hear what is published on a topic; false if it cannot be. */
  subscribe(topic, callback) {
    globalThis.gadgets.Hub.subscribe(topic, (_, data) => callback(data));
    return true;
  },

  /** Hear no more of it. */
  unsubscribe() {
    return true;
  },

  /** Subscribe to a node of the notification service; `callback` gets the subscription's id, or an error. */
  subscribeNode(node, callback) {
    callback(node);
  },

  /** Undo it; `callback` gets an error, if there was one. */
  unsubscribeNode(_node, _subid, callback) {
    callback?.();
  },

  /** Refresh this REST object when the connection has recovered. */
  addToRefreshList() {},

  /** Refresh it no more. */
  removeFromRefreshList() {},

  /** A line in the gadget's log. */
  log() {},
};
