/** Digital channels of a gadget in the desktop's header: each a state, and a menu to change it by. */

import { FINEXT } from "../base/hub_topics.js";
import { call } from "../base/notifier.js";
import { ContainerServices } from "../containerservices/container_services.js";
import { ChannelSchema } from "../containerservices/channel_schema.js";
import { JsonValidator } from "../utilities/json_validator.js";
import { generateUUID } from "../utilities/uuid.js";

/** How long the container's answer is waited for. */
export const ANSWER_MILLISECONDS = 30_000;
/** Answers of the container waited for at the same time. */
export const ANSWERS_AT_ONCE = 200;
/** Channels of one gadget. */
export const CHANNELS = 50;

/** ChannelService of one window. */
export function channelServiceOf() {
  let services;
  const menus = new Map(); // by channel: onMenuClick
  const waiting = new Map(); // by request: {channelId, onSuccess, onError, timer}

  const service = {
    STATUS: Object.freeze({ SUCCESS: "success", FAILURE: "failure" }),
    STATE_STATUS: Object.freeze({ AVAILABLE: "available", UNAVAILABLE: "unavailable", BUSY: "busy" }),
    ICON_TYPE: Object.freeze({ COLLAB_ICON: "collab-icon", URL: "url" }),
    ICON_BADGE_TYPE: Object.freeze({ NONE: "none", INFO: "info", WARNING: "warning", ERROR: "error" }),

    /** @param {object} [containerServices] */
    init(containerServices = ContainerServices) {
      if (services === undefined) {
        services = containerServices.init();
        const id = services.getMyGadgetId();
        services.addHandler(`${FINEXT.CHANNEL_RESPONSES}.${id}`, answered);
        services.addHandler(`${FINEXT.CHANNEL_MENU}.${id}`, clicked);
      }
      return service;
    },

    /**
     * Add a channel.
     *
     * @param {string} channelId
     * @param {{menuConfig: object, channelConfig: object, channelState: object}} channel
     * @param {function(string, string, function(): void, function(object=): void): void} [onMenuClick] gets
     *   the channel, the menu's entry, and what to call once that is done or has failed
     * @param {function({channelId: string, status: string}): void} [onSuccess]
     * @param {function({channelId: string, status: string, error: object}): void} [onError]
     */
    addChannel(channelId, channel, onMenuClick, onSuccess, onError) {
      if (menus.size >= CHANNELS && !menus.has(channelId)) {
        fail({ channelId, onError }, "tooMany", `a gadget has at most ${CHANNELS} channels`);
        return;
      }
      if (ask("add", channelId, channel, ChannelSchema.getChannelSchema(), onSuccess, onError)) {
        menus.set(channelId, onMenuClick);
      }
    },

    /** Change some of a channel, as `{channelState}`. */
    updateChannel(channelId, channel, onSuccess, onError) {
      ask("update", channelId, channel, ChannelSchema.getChannelSchema(), onSuccess, onError);
    },

    /** Change its menu, `{label, menuItems}`. */
    updateChannelMenu(channelId, menuConfig, onSuccess, onError) {
      ask("updateMenu", channelId, menuConfig, ChannelSchema.getMenuConfigSchema(), onSuccess, onError);
    },

    /** Change its state, `{label, currentState, iconColor, enable, ...}`. */
    updateChannelState(channelId, channelState, onSuccess, onError) {
      ask("updateState", channelId, channelState, ChannelSchema.getChannelStateSchema(), onSuccess, onError);
    },

    /** Take it away. One that is not there does no harm. */
    removeChannel(channelId, onSuccess, onError) {
      menus.delete(channelId);
      ask("remove", channelId, undefined, {}, onSuccess, onError);
    },
  };

  function ask(type, channelId, data, schema, onSuccess, onError) {
    const to = needed();
    const { valid, errors } = JsonValidator.validateJson(data, schema);
    if (!valid) {
      fail({ channelId, onError }, "invalid", `${errors[0].path.slice(1)} ${errors[0].message}`);
      return false;
    }
    if (waiting.size >= ANSWERS_AT_ONCE) {
      fail({ channelId, onError }, "busy", "the desktop has not answered earlier requests");
      return false;
    }
    const requestId = generateUUID();
    const late = () => {
      const one = waiting.get(requestId);
      waiting.delete(requestId);
      fail(one, "timeout", "the desktop did not answer");
    };
    waiting.set(requestId, { channelId, onSuccess, onError, timer: setTimeout(late, ANSWER_MILLISECONDS) });
    to.publish(FINEXT.CHANNEL_REQUESTS, { type, requestId, gadgetId: to.getMyGadgetId(), channelId, data });
    return true;
  }

  function answered(/** @type {any} */ answer) {
    const { requestId, status, error } = answer ?? {};
    const one = waiting.get(requestId);
    if (one !== undefined) {
      clearTimeout(one.timer);
      waiting.delete(requestId);
      const { SUCCESS, FAILURE } = service.STATUS;
      const well = status === SUCCESS;
      call(well ? one.onSuccess : one.onError, {
        channelId: one.channelId,
        status: well ? SUCCESS : FAILURE,
        ...(error && { error }),
      });
    }
  }

  function clicked(/** @type {any} */ click) {
    const { clickId, channelId, menuId } = click ?? {};
    let done = false;
    const result = (status, error) => {
      if (!done) {
        done = true;
        services.publish(FINEXT.CHANNEL_MENU_RESULTS, {
          clickId,
          channelId,
          status,
          ...(error && { error }),
        });
      }
    };
    const { SUCCESS, FAILURE } = service.STATUS;
    call(
      menus.get(channelId),
      channelId,
      menuId,
      () => result(SUCCESS),
      (error) => result(FAILURE, error ?? { errorCode: "failed", errorDesc: "" }),
    );
  }

  function fail({ channelId, onError }, errorCode, errorDesc) {
    call(onError, { channelId, status: service.STATUS.FAILURE, error: { errorCode, errorDesc } });
  }

  function needed() {
    if (services === undefined) {
      throw new Error(
        "ChannelService needs to be inited: call ChannelService.init(containerServices) first.",
      );
    }
    return services;
  }

  return service;
}

/** ChannelService of this frame. */
export const ChannelService = channelServiceOf();
