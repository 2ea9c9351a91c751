/** What gadgets ask on `finesse.info.requests`, read strictly: who writes something else is not heard. */

const LONGEST_NODE = 500; // characters
const LONGEST_ID = 100;
const NODE = /^\/[^|\p{Cc}]+$/u; // the bar separates the tunnel's words
const ID = /^[^\s.*]+(\.[^\s.*]+)*$/; // it becomes the last part of a topic

/**
 * One of {type: "info", invokeID?} · {type: "subscribe", node, invokeID} · {type: "unsubscribe", node, subid,
 * invokeID} · {type: "connect"} · {type: "malformed", why}.
 */
export function readInfoRequest(asked) {
  const { type, data, invokeID } = Object(asked);
  if (typeof type !== "string" || data === null || typeof data !== "object") {
    return malformed("a request has a type and data, an object");
  }
  switch (type) {
    case "ConnectionInfoReq":
      return { type: "info", ...(isId(invokeID) ? { invokeID: String(invokeID) } : {}) };
    case "ConnectionReq":
      return { type: "connect" };
    case "SubscribeNodeReq":
    case "UnsubscribeNodeReq": {
      const { node, subid } = data;
      if (!isId(invokeID)) {
        return malformed("invokeID is needed for an answer, and names a topic");
      }
      if (typeof node !== "string" || node.length > LONGEST_NODE || !NODE.test(node)) {
        return malformed("data.node is a path such as /finesse/api/Team/5/Users");
      }
      const about = { node, invokeID: String(invokeID) };
      return type === "SubscribeNodeReq"
        ? { type: "subscribe", ...about }
        : { type: "unsubscribe", ...about, subid: isId(subid) ? String(subid) : "" };
    }
    default:
      return malformed(`the desktop knows no request ${type.slice(0, LONGEST_ID)}`);
  }
}

function isId(value) {
  const text = typeof value === "number" ? String(value) : value;
  return typeof text === "string" && text.length <= LONGEST_ID && ID.test(text);
}

function malformed(why) {
  return { type: "malformed", why };
}
