/** The server. */
import { named } from "../base/named.js";
import { RestBase } from "../base/rest_base.js";

/**
 * This deployment: whether it is in service, its nodes and names.
 * @public finesse.restservices.SystemInfo
 */
export class SystemInfo extends RestBase {
  /** What state it may be in. */
  static Statuses = named("IN_SERVICE", "OUT_OF_SERVICE");

  static {
    Object.assign(this.prototype, { supportsSubscriptions: false });
  }

  /** `SystemInfo` */
  getRestType() {
    return "SystemInfo";
  }

  /** Its path; there is one alone. */
  getRestUrl() {
    return "/finesse/api/SystemInfo";
  }

  /** One of `SystemInfo.Statuses`. */
  getStatus() {
    return this.isLoaded()._data.status;
  }

  /** The server's time. */
  getCurrentTimestamp() {
    return this.isLoaded()._data.currentTimestamp;
  }

  /** The domain of the notification service. */
  getXmppDomain() {
    return this.isLoaded()._data.xmppDomain;
  }

  /** The address of its pubsub service. */
  getXmppPubSubDomain() {
    return this.isLoaded()._data.xmppPubSubDomain;
  }

  /** `UCCX` or `UCCE`. */
  getDeploymentType() {
    return this.isLoaded()._data.deploymentType;
  }

  /** `NON_SSO`, `SSO` or `HYBRID`. */
  getSystemAuthMode() {
    return this.isLoaded()._data.systemAuthMode;
  }

  /** The licence: `STANDARD`, `ENHANCED` or `PREMIUM`. */
  getLicense() {
    return this.isLoaded()._data.license;
  }

  /** Minutes from GMT. */
  getTimezoneOffset() {
    return this.isLoaded()._data.timezoneOffset;
  }

  /** The number of the peripheral. */
  getPeripheralId() {
    return this.isLoaded()._data.peripheralId;
  }

  /** The first node, `{host}`. */
  getPrimaryNode() {
    return this.isLoaded()._data.primaryNode;
  }

  /** The second node, `{host}`, undefined where there is none. */
  getSecondaryNode() {
    return this.isLoaded()._data.secondaryNode ?? undefined;
  }

  /** Whether there is one node alone. */
  isSingleNode() {
    return !this.isLoaded()._data.secondaryNode?.host;
  }

  /** The host of this node: the one of both that is among `hosts`, else the first. */
  getThisHost(...hosts) {
    return this._hosts(hosts)[0];
  }

  /** The host of the other node, undefined where there is none. */
  getAlternateHost(...hosts) {
    return this._hosts(hosts)[1];
  }

  /** This node's host and the other's. */
  _hosts(known) {
    const { primaryNode, secondaryNode, xmppDomain } = this.isLoaded()._data;
    const names = known.flat().length === 0 ? [xmppDomain] : known.flat();
    const here = names.map((name) => String(name).toLowerCase());
    const both = [primaryNode?.host ?? undefined, secondaryNode?.host || undefined];
    return both[1] !== undefined && here.includes(both[1].toLowerCase()) ? both.reverse() : both;
  }
}
