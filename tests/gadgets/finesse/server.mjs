/**
 * A server and hub as REST objects see them: what they ask is kept, and answered and told by the test.
 */
import { ClientServices } from "../../../gadgets/finesse/clientservices/client_services.js";

export function server() {
  const requests = [];
  const topics = new Map();
  const nodes = [];
  const refreshed = new Set();
  Object.assign(ClientServices, {
    makeRequest(path, callback, params) {
      requests.push({
        path: path.replace(/([?&])nocache=\d+$/, "$1nocache=*"),
        method: params.METHOD,
        body: params.POST_DATA,
        headers: params.HEADERS,
        params,
        answer: (rc, text = "", headers = {}) => callback({ rc, text, headers, errors: [] }),
      });
    },
    subscribe(topic, callback, disableDuringFailover) {
      if (topics.has(topic) || topic === "finesse.api.User.refused") {
        return false;
      }
      topics.set(topic, { callback, disableDuringFailover });
      return true;
    },
    unsubscribe: (topic) => topics.delete(topic),
    subscribeNode: (node, callback) => nodes.push({ subscribe: node, callback }),
    unsubscribeNode: (node, subid, callback) => nodes.push({ unsubscribe: node, subid, callback }),
    addToRefreshList: (object) => refreshed.add(object),
    removeFromRefreshList: (object) => refreshed.delete(object),
    log() {},
  });
  return {
    requests,
    topics,
    nodes,
    refreshed,
    /** The last request that was made. */
    get last() {
      return requests.at(-1);
    },
    /** Publish a notification as the bridge does: `data` is the object of `<data>`. */
    tell(topic, source, event, data, requestId = null) {
      const Update = { data, event, requestId, source };
      topics.get(topic)?.callback({ content: `/${topic}<Update/>`, object: { Update } });
    },
  };
}

/** An object of a class that was loaded by this answer. */
export function loaded(world, make, xml) {
  const object = make();
  world.last.answer(200, xml);
  return object;
}

export const USER = `<User>
  <dialogs>/finesse/api/User/1001/Dialogs</dialogs><extension>2001</extension><firstName>Ann</firstName>
  <lastName>Agent</lastName><loginId>1001</loginId><loginName>1001</loginName><mediaType>1</mediaType>
  <pendingState></pendingState><reasonCode><category>NOT_READY</category><code>12</code><forAll>true</forAll>
  <id>7</id><label>Lunch</label><systemCode>false</systemCode><uri>/finesse/api/ReasonCode/7</uri></reasonCode>
  <reasonCodeId>7</reasonCodeId><roles><role>Agent</role><role>Supervisor</role></roles>
  <settings><wrapUpOnIncoming>REQUIRED</wrapUpOnIncoming><wrapUpOnOutgoing>OPTIONAL</wrapUpOnOutgoing></settings>
  <state>NOT_READY</state><stateChangeTime>2023-01-13T11:21:47.026Z</stateChangeTime><teamId>5</teamId>
  <teamName>Sales</teamName><teams><Team><id>5</id><name>Sales</name><uri>/finesse/api/Team/5</uri></Team></teams>
  <uri>/finesse/api/User/1001</uri></User>`;

/** A call's XML. */
export function dialog(id, more = "") {
  const variables = Array.from({ length: 10 }, (_, at) => at + 1).map(
    (number) =>
      `<CallVariable><name>callVariable${number}</name><value>${number === 1 ? "gold" : ""}</value></CallVariable>`,
  );
  return `<Dialog><associatedDialogUri></associatedDialogUri><fromAddress>5551234</fromAddress><id>${id}</id>
    <mediaProperties><mediaId>1</mediaId><DNIS>2001</DNIS><callType>ACD_IN</callType><queueName>Support</queueName>
    <callvariables>${variables.join("")}</callvariables></mediaProperties><mediaType>Voice</mediaType><participants>
    <Participant><actions><action>ANSWER</action></actions><mediaAddress>2001</mediaAddress>
    <mediaAddressType>AGENT_DEVICE</mediaAddressType><startTime>2023-01-13T11:25:00.000Z</startTime>
    <state>ACTIVE</state><stateChangeTime>2023-01-13T11:25:01.000Z</stateChangeTime></Participant>
    <Participant><mediaAddress>5551234</mediaAddress><mediaAddressType></mediaAddressType><state>ACTIVE</state></Participant>
    </participants><state>ALERTING</state><toAddress>3010</toAddress><uri>/finesse/api/Dialog/${id}</uri>${more}</Dialog>`;
}
