/**
 * What gadgets are told of the connection, on `finesse.info.connection`: a status of the notification connection with
 * its resource, or `failing` and `recovered` of the desktop, which stand alone.
 */

export const UNKNOWN = { status: "connecting", failing: false };

const FOR_GOOD = ["conflict", "unauthorized"];

/**
 * What to publish when the link's state (model/failover.js) becomes `name`, and what is answered from then on to
 * gadgets that ask: [next, payloads].
 *
 * @param {{status: string, resourceID?: string, failing: boolean}} told what was told last
 * @param {{name: string, resourceID?: string, reason?: string}} link
 */
export function connectionTold(told, { name, resourceID, reason }) {
  const failing = told.failing ? [] : [{ status: "failing" }];
  const connected = { status: "connected", resourceID };
  switch (name) {
    case "connected":
      return [
        { ...connected, failing: false },
        [
          ...(told.status === "connected" ? [] : [connected]),
          ...(told.failing ? [{ status: "recovered" }] : []),
        ],
      ];
    case "refreshing":
      return [{ ...connected, failing: told.failing }, told.status === "connected" ? [] : [connected]];
    case "retrying":
    case "recovering":
      return told.status === "disconnected"
        ? [told, []]
        : [
            { status: "disconnected", resourceID: told.resourceID, failing: true },
            [{ status: "disconnected", resourceID: told.resourceID }, ...failing],
          ];
    case "waiting":
      return [{ ...told, failing: true }, failing];
    case "stopped": {
      const status = FOR_GOOD.includes(reason) ? reason : "disconnected";
      return [
        { status, resourceID: told.resourceID, failing: told.failing },
        [{ status, resourceID: told.resourceID }],
      ];
    }
    default:
      return [told, []];
  }
}

/** What a gadget is answered that asks; with its `invokeID` where it gave one. */
export function connectionAnswer({ status, resourceID, failing }, invokeID) {
  const now = { status: failing ? "failing" : status, resourceID };
  return invokeID === undefined ? now : { ...now, invokeID };
}
