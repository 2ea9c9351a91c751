/** What has become of the connection for notifications, and which handlers of the gadget hear of it. */

/** Refreshes of each object after a failover, ten seconds apart. */
const RETRIES_AFTER_FAILOVER = 10;

/** Statuses that handlers hear of as another: the desktop's failover stands above XMPP. */
const HEARD_AS = { recovered: "connected", failing: "disconnected" };
const NAMES = { connected: "Connected", recovered: "Recovered", failing: "Failing" };
/** Statuses that handlers in other windows than the master hear of. */
const FOR_ALL = ["connected", "recovered", "failing"];

/** The state of one window's connection. */
export class ConnectionState {
  /**
   * @param {function(Function, ...*): void} call calls a handler, which may throw
   * @param {function(string): void} log
   */
  constructor(call, log) {
    this.call = call;
    this.log = log;
    this.status = undefined;
    this.resourceId = undefined;
    this.failing = false;
    this.isMaster = false;
    this.handlers = new Map(); // by status
    this.refreshed = new Set(); // objects, when the desktop has recovered
  }

  /** `Connected`, `Recovered` or `Failing`; before the container told, undefined. */
  get name() {
    const { status } = this;
    return status && (NAMES[status] ?? status[0].toUpperCase() + status.slice(1));
  }

  /** Let this handler of a kind hear, in place of an earlier one. One that comes late is called at once. */
  register(kind, handler) {
    this.handlers.set(kind, handler);
    if (this.status !== undefined && heardAs(this.status) === kind) {
      this.call(handler);
    }
  }

  unregister(kind) {
    this.handlers.delete(kind);
  }

  /** The connection is told of, as `{status, resourceID}`: now, or once more for a gadget that came late. */
  heard(data) {
    const now = data?.status;
    if (typeof now !== "string") {
      return;
    }
    this.resourceId = data.resourceID ?? this.resourceId;
    if (now === "failing") {
      this.failing = true;
    } else if (this.failing && now !== "recovered") {
      return; // what XMPP does while the desktop fails over is not over before it says recovered
    }
    const before = this.status;
    this.status = now;
    if (before !== undefined && heardAs(before) === heardAs(now)) {
      return; // the container answers each gadget that comes late, and all hear it
    }
    this.log(`connection: ${now}`);
    if (now === "recovered") {
      this.failing = false;
      this.refreshed.forEach((object) => this.call(() => object.refresh(RETRIES_AFTER_FAILOVER)));
    }
    if (this.isMaster || FOR_ALL.includes(now)) {
      this.call(this.handlers.get(heardAs(now)));
    }
  }
}

function heardAs(status) {
  return HEARD_AS[status] ?? status;
}
