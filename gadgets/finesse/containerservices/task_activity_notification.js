/** Which task a user works on: told by the gadget with the tasks to those that show something about them. */

import { FINEXT } from "../base/hub_topics.js";
import { JsonValidator } from "../utilities/json_validator.js";
import { ContainerServices } from "./container_services.js";

const TASK = {
  type: "object",
  required: ["taskId", "active", "mediaType"],
  properties: {
    timestamp: { type: ["number", "string"] },
    taskId: { type: ["string", "number"] },
    active: { type: "boolean" },
    mediaType: { type: "string", minLength: 1 },
  },
};

/** TaskActivityNotification of one window. */
export function taskActivityNotificationOf() {
  let services;
  let last;
  const callbacks = new Set();

  const service = {
    /** @param {object} [containerServices] */
    init(containerServices = ContainerServices) {
      if (services === undefined) {
        services = containerServices.init();
        services.addHandler(
          FINEXT.TASK_REQUESTS,
          () => last && services.publish(FINEXT.TASK_NOTIFICATIONS, last),
        );
      }
      return service;
    },

    /**
     * Tell which task is worked on. Throws if something is missing.
     *
     * @param {string} from who tells it
     * @param {{timestamp?: number|string, taskId: string, active: boolean, mediaType: string,
     *   contextInfo?: *}} message
     */
    notifyTaskSelection(from, message) {
      mustBeInited();
      if (typeof from !== "string" || from === "") {
        throw new Error("TaskActivityNotification: from must be a text");
      }
      const { valid, errors } = JsonValidator.validateJson(message, TASK);
      if (!valid) {
        throw new Error(`TaskActivityNotification: message${errors[0].path} ${errors[0].message}`);
      }
      last = { from, message: { timestamp: Date.now(), ...message } };
      services.publish(FINEXT.TASK_NOTIFICATIONS, last);
    },

    /** @param {function({from: string, message: object}): void} callback */
    registerForTaskNotifications(callback) {
      mustBeInited();
      if (typeof callback !== "function") {
        throw new Error("TaskActivityNotification: the callback must be a function");
      }
      if (callbacks.size === 0) {
        services.addHandler(FINEXT.TASK_NOTIFICATIONS, heard);
      }
      callbacks.add(callback);
    },

    /** Have those who told something tell it again, to those who have registered. */
    requestCurrentTasks() {
      mustBeInited();
      if (callbacks.size === 0) {
        throw new Error("TaskActivityNotification: call registerForTaskNotifications first");
      }
      services.publish(FINEXT.TASK_REQUESTS, { from: services.getMyGadgetId() });
    },
  };

  function heard(notification) {
    callbacks.forEach((callback) => callback(notification));
  }

  function mustBeInited() {
    if (services === undefined) {
      throw new Error("TaskActivityNotification needs to be inited: call its init(containerServices) first.");
    }
  }

  return service;
}

/** TaskActivityNotification of this frame. */
export const TaskActivityNotification = taskActivityNotificationOf();
