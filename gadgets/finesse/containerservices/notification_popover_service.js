/** Short notes of a gadget: the desktop shows them beside its navigation bar and keeps them for a while. */

import { FINEXT } from "../base/hub_topics.js";
import { generateUUID } from "../utilities/uuid.js";
import { ContainerServices } from "./container_services.js";

/** How long a note is shown, in milliseconds, where the gadget says nothing. */
const TIMEOUT = 8000;
/** Notes whose link may still be clicked; the eldest is forgotten for another. */
export const LINKS_AT_ONCE = 100;

/** NotificationPopoverService of one window. */
export function notificationPopoverServiceOf() {
  let services;
  const links = new Map(); // by notification: what a click of its link calls

  const service = {
    /** @param {object} [containerServices] */
    init(containerServices = ContainerServices) {
      if (services === undefined) {
        services = containerServices.init();
        services.addHandler(`${FINEXT.NOTIFICATION_CLICKED}.${services.getMyGadgetId()}`, clicked);
      }
      return service;
    },

    /**
     * Show a note.
     *
     * @param {string} messageFrom
     * @param {string} message
     * @param {boolean} [isDismissable]
     * @param {number} [timeout] in milliseconds; with 0 it is only kept, and told of with others
     * @param {{name?: string, color?: string, size?: number, svg?: object}} icon
     * @param {string} [type] `error` is shown always
     * @param {boolean} [pristine] show messageFrom as it is, without words before it
     * @param {boolean} [showAlways] also while the navigation bar is open
     * @param {string} [customLink] the text of a link
     * @param {function(): void} [onClickCustomLink]
     */
    showNotification(
      messageFrom,
      message,
      isDismissable = true,
      timeout = TIMEOUT,
      icon = undefined,
      type = undefined,
      pristine = false,
      showAlways = false,
      customLink = undefined,
      onClickCustomLink = undefined,
    ) {
      if (services === undefined) {
        throw new Error(
          "NotificationPopoverService needs to be inited: call its init(ContainerServices) first.",
        );
      }
      if (typeof message !== "string" || message === "") {
        throw new Error("NotificationPopoverService: the message is missing");
      }
      if (typeof icon !== "object" || icon === null) {
        throw new Error("NotificationPopoverService: the icon is missing");
      }
      const notificationId = generateUUID();
      if (typeof onClickCustomLink === "function") {
        if (links.size >= LINKS_AT_ONCE) {
          links.delete(links.keys().next().value);
        }
        links.set(notificationId, onClickCustomLink);
      }
      services.publish(FINEXT.NOTIFICATION_POPOVER, {
        messageFrom,
        message,
        isDismissable: isDismissable ?? true,
        timeout: timeout ?? TIMEOUT,
        icon,
        type,
        pristine: pristine ?? false,
        showAlways: showAlways ?? false,
        customLink,
        gadgetId: services.getMyGadgetId(),
        notificationId,
      });
    },
  };

  function clicked(event) {
    links.get(event?.notificationId)?.();
  }

  return service;
}

/** NotificationPopoverService of this frame. */
export const NotificationPopoverService = notificationPopoverServiceOf();
