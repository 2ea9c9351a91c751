/** A gadget's way to the desktop around it: tabs, dialogs, title bar, the container's events. One per frame. */

import { hubOf } from "../base/hub.js";
import { CONTAINER } from "../base/hub_topics.js";
import { callerOf } from "../base/notifier.js";
import { generateUUID } from "../utilities/uuid.js";
import { GadgetViewChangedEvent } from "./events.js";
import { MaxAvailableHeightChangedEvent } from "./events.js";
import { TimerTickEvent } from "./events.js";
import { WorkflowActionEvent } from "./events.js";
import { MasterPublisher } from "./master_publisher.js";
import { MyGadget } from "./my_gadget.js";
import { EVENT_TOPICS } from "./topics.js";

/** The name of ACTIVE_TAB in release 9. */
const LEGACY = { tabVisible: CONTAINER.ACTIVE_TAB };
const NOTHING = Symbol("nothing to tell");

/** What a topic's handlers get of what was published; others get it as it is. */
const HEARD = {
  [CONTAINER.WORKFLOW_ACTION_EVENT](data) {
    const event = new WorkflowActionEvent();
    return event.setWorkflow(data) ? event : NOTHING;
  },
  [CONTAINER.TIMER_TICK_EVENT](data) {
    return new TimerTickEvent(data?._tickFrequency, data?._dateQueued);
  },
  [CONTAINER.GADGET_VIEW_CHANGED_EVENT](data) {
    return isObject(data)
      ? new GadgetViewChangedEvent(data.gadgetId, data.tabId, data.maxAvailableHeight, data.view)
      : NOTHING;
  },
  [CONTAINER.MAX_AVAILABLE_HEIGHT_CHANGED_EVENT](data) {
    return isObject(data) ? new MaxAvailableHeightChangedEvent(data.maxAvailableHeight) : NOTHING;
  },
  [CONTAINER.FINESSE_MAINTENANCE_MODE_EVENT](data) {
    return isObject(data) && "status" in data ? data.status : data;
  },
};

/** ContainerServices of one window. */
export function containerServicesOf(frame) {
  let inited = false;
  let master;
  let visible = false;
  const handlers = new Map(); // by topic: {id, callbacks: Map of callback to whether it knows}
  const my = new MyGadget(frame, log);
  const call = callerOf(log);

  const services = {
    Topics: { ...EVENT_TOPICS },

    /** Ready this frame, and learn which tab is shown. */
    init(isMaster = false) {
      if (!inited) {
        hubOf(frame);
        inited = true;
        master = isMaster ? new MasterPublisher(hubOf(frame)) : undefined;
        listen(CONTAINER.ACTIVE_TAB);
      }
      services.makeActiveTabReq();
      return services;
    },

    /**
     * Hear of an event of the container.
     *
     * @param {string} topic of `ContainerServices.Topics`
     * @param {function(*): void} callback
     */
    addHandler(topic, callback) {
      mustBeInited();
      if (typeof topic !== "string" || topic === "") {
        throw new Error("addHandler(): the topic must be a text, one of ContainerServices.Topics");
      }
      if (typeof callback !== "function") {
        throw new Error("addHandler(): the callback must be a function");
      }
      const { callbacks } = listen(LEGACY[topic] ?? topic);
      if (!callbacks.has(callback)) {
        callbacks.set(callback, false);
      }
    },

    /** Hear no more; without a callback, none of this topic's handlers does. */
    removeHandler(topic, callback) {
      mustBeInited();
      const name = LEGACY[topic] ?? topic;
      const known = handlers.get(name);
      if (callback === undefined) {
        known?.callbacks.clear();
      } else {
        known?.callbacks.delete(callback);
      }
      if (known?.callbacks.size === 0 && name !== CONTAINER.ACTIVE_TAB) {
        forget(name);
      }
    },

    /** Have the container tell which tab is shown. */
    makeActiveTabReq() {
      request("ActiveTabReq", {});
    },

    /** Whether the tab of this gadget is shown. */
    tabVisible: () => visible,
    /** Show a tab. */
    activateTab: (id) => request("SetActiveTabReq", { id }),
    activateMyTab: () => services.activateTab(my.tabId),
    getMyTabId: () => my.tabId,
    getMyGadgetId: () => my.id,

    /**
     * Show a dialog over the desktop. Gives what stands for it.
     *
     * @param {{title?: string, message?: string, close?: function, isBlocking?: boolean}|string} options
     * @param {object} [more] the options, where the title stands before them
     */
    showDialog(options, more) {
      return my.container("showDialog", typeof options === "string" ? { ...more, title: options } : options);
    },
    hideDialog: () => my.container("hideDialog"),

    /** Load this gadget anew. */
    reloadMyGadget() {
      mustBeInited();
      const gadgetId = my.id;
      [...handlers.keys()].forEach(forget);
      request("ReloadGadgetReq", { gadgetId });
    },

    /** Load another gadget in the place of this one. */
    reloadMyGadgetFromUrl(url) {
      mustBeInited();
      my.container("modifyGadgetUrl", my.id, url);
      services.reloadMyGadget();
    },

    /** Publish on the hub, for other gadgets. */
    publish: (topic, data) => hubOf(frame).publish(topic, data),

    collapseMyGadget: () => my.container("collapseGadget", my.id),
    expandMyGadget: () => my.container("expandGadget", my.id),
    /** Show the title bar of a gadget of the page, which has none otherwise. */
    enableTitleBar: () => my.container("enableTitleBar", my.id),
    setMyGadgetTitle: (title) => my.container("setGadgetTitle", my.id, title),
    hideMyGadget: () => my.container("hideGadget", my.id),
    showMyGadget: () => my.container("showGadget", my.id),
    showMyGadgetNotification: (details) => my.container("showGadgetNotification", my.id, details),
    hideMyGadgetNotification: () => my.container("hideGadgetNotification", my.id),
    /** Whether it is on a tab of a multi-tab gadget. */
    isTabbedGadget: () => my.container("isTabbedGadget", my.id) ?? false,
    /** `{gadgetId, tabId, maxAvailableHeight, view}` */
    getMyGadgetView: () => my.container("getGadgetView", my.id),
    /** Ask the user to accept another server's certificate. Gives the banner's id. */
    showCertificateBanner: (callback) => my.container("showCertificateBanner", my.id, callback),
    hideCertificateBanner: (id) => my.container("hideCertificateBanner", id),

    /** What publishes the container's events, where `init(true)` was called. */
    getMasterPublisher: () => master,
  };

  function listen(topic) {
    const known = handlers.get(topic);
    if (known !== undefined) {
      return known;
    }
    const begun = { id: undefined, callbacks: new Map() };
    handlers.set(topic, begun);
    const hear =
      topic === CONTAINER.ACTIVE_TAB ? tabActive : (data) => tell(begun, HEARD[topic]?.(data) ?? data);
    begun.id = hubOf(frame).subscribe(topic, (_topic, data) => hear(data));
    return begun;
  }

  function forget(topic) {
    hubOf(frame).unsubscribe(handlers.get(topic).id);
    handlers.delete(topic);
  }

  /** A handler is told once for each time that the tab comes to be shown, however often that is published. */
  function tabActive(id) {
    const { callbacks } = handlers.get(CONTAINER.ACTIVE_TAB);
    const tab = my.tabId;
    visible = tab !== null && id === tab;
    for (const [callback, knows] of [...callbacks]) {
      if (callbacks.has(callback)) {
        callbacks.set(callback, visible);
        if (visible && !knows) {
          call(callback);
        }
      }
    }
  }

  function tell({ callbacks }, event) {
    if (event !== NOTHING) {
      [...callbacks.keys()].forEach((callback) => callbacks.has(callback) && call(callback, event));
    }
  }

  function request(type, data) {
    mustBeInited();
    hubOf(frame).publish(CONTAINER.REQUESTS, { type, data, invokeID: generateUUID() });
  }

  function mustBeInited() {
    if (!inited) {
      throw new Error("ContainerServices needs to be inited: call ContainerServices.init() first.");
    }
  }

  function log(message) {
    frame.console?.log(`[ContainerServices] ${message}`);
  }

  return services;
}

function isObject(value) {
  return typeof value === "object" && value !== null;
}

/** ContainerServices of this frame. */
export const ContainerServices = containerServicesOf(globalThis);
