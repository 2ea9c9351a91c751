/** Topics that REST objects of this gadget hear: one subscription each at the hub, for any number of them. */
import { Notifier } from "../../base/notifier.js";
import { ClientServices } from "../../clientservices/client_services.js";

const heard = new Map();

/** Let `listener` hear a topic, except while the desktop fails over. False if the hub refuses. */
export function hear(topic, listener) {
  if (!heard.has(topic)) {
    const listeners = new Notifier();
    const tell = (payload) => listeners.notifyListeners(payload);
    if (ClientServices.subscribe(topic, tell, true) === false) {
      return false;
    }
    heard.set(topic, { listeners, tell });
  }
  heard.get(topic).listeners.addListener(listener);
  return true;
}

/** Let it hear no more; the last who goes ends the subscription. */
export function hearNoMore(topic, listener) {
  const { listeners, tell } = heard.get(topic) ?? {};
  listeners?.removeListener(listener);
  if (listeners?.listeners.length === 0) {
    heard.delete(topic);
    ClientServices.unsubscribe(topic, tell); // the gadget may hear the same topic by itself
  }
}
