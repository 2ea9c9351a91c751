/** Popovers that the desktop shows for a gadget: a banner, a time and what the user may do. */

import { FINEXT } from "../base/hub_topics.js";
import { JsonValidator } from "../utilities/json_validator.js";
import { generateUUID } from "../utilities/uuid.js";
import { ContainerServices } from "./container_services.js";
import { PopoverSchema } from "./popover_schema.js";

/** Popovers of one gadget whose answers are waited for; the eldest is forgotten for another. */
export const OPEN_AT_ONCE = 100;

/** PopoverService of one window. */
export function popoverServiceOf() {
  let services;
  const handlers = new Map(); // by popover

  const service = {
    COUNTER_TYPE: Object.freeze({ COUNT_UP: "COUNT_UP", COUNT_DOWN: "COUNT_DOWN" }),

    /** @param {object} [containerServices] */
    init(containerServices = ContainerServices) {
      if (services === undefined) {
        services = containerServices.init();
        services.addHandler(`${FINEXT.POPOVER_EVENTS}.${services.getMyGadgetId()}`, heard);
      }
      return service;
    },

    /**
     * Show a popover. Throws if one of its parts is not what PopoverSchema says.
     *
     * @param {object} bannerData `{icon, content: [{name, value}], headerContent}`
     * @param {object} [timerData] `{displayTimeoutInSecs, display, counterType}`
     * @param {object} [actionData] `{dismissible, clientIdentifier, requiredActionText, buttons}`
     * @param {function({popoverId: string, source: string, clientIdentifier?: *}): void} [actionHandler]
     *   source is a button's id, `dismissed` or `timeout`
     * @returns {string} the popover's id
     */
    showPopover(bannerData, timerData, actionData, actionHandler) {
      const id = generateUUID();
      send(service.generatePayload(false, id, bannerData, timerData, actionData));
      expect(id, actionHandler);
      return id;
    },

    /** Show something else in a popover that is there; without a handler, it keeps the one it has. */
    updatePopover(id, bannerData, timerData, actionData, actionHandler) {
      send(service.generatePayload(true, id, bannerData, timerData, actionData));
      expect(id, actionHandler ?? handlers.get(id));
    },

    dismissPopover(id) {
      handlers.delete(id);
      send({ type: "dismiss", popoverId: id, gadgetId: needed().getMyGadgetId() });
    },

    /** What is published for a popover. */
    generatePayload(isExisting, id, bannerData, timerData, actionData) {
      const [banner, timer, action] = [bannerData ?? {}, timerData ?? {}, actionData ?? {}];
      mustBe(banner, PopoverSchema.getBannerDataSchema(), "bannerData");
      mustBe(timer, PopoverSchema.getTimerDataSchema(), "timerData");
      mustBe(action, PopoverSchema.getActionDataSchema(), "actionData");
      const type = isExisting ? "update" : "show";
      return { type, popoverId: id, gadgetId: needed().getMyGadgetId(), banner, timer, action };
    },
  };

  function heard(event) {
    const handler = handlers.get(event?.popoverId);
    if (["dismissed", "timeout"].includes(event?.source)) {
      handlers.delete(event.popoverId);
    }
    handler?.(event);
  }

  function expect(id, handler) {
    handlers.delete(id);
    if (handlers.size >= OPEN_AT_ONCE) {
      handlers.delete(handlers.keys().next().value);
    }
    if (typeof handler === "function") {
      handlers.set(id, handler);
    }
  }

  function send(request) {
    needed().publish(FINEXT.POPOVER_REQUESTS, request);
  }

  function needed() {
    if (services === undefined) {
      throw new Error(
        "PopoverService needs to be inited: call PopoverService.init(containerServices) first.",
      );
    }
    return services;
  }

  return service;
}

function mustBe(data, schema, name) {
  const { valid, errors } = JsonValidator.validateJson(data, schema);
  if (!valid) {
    throw new Error(`PopoverService: ${name}${errors[0].path} ${errors[0].message}`);
  }
}

/** PopoverService of this frame. */
export const PopoverService = popoverServiceOf();
