/** Names of topics on the hub: the product's, and our own (`finext.`) where it has told nobody its names. */

/** The topic of a REST object's notifications: its path with dots, without the first. */
export function topicOf(path) {
  return path.replace(/^\//, "").replaceAll("/", ".");
}

/** Topics about the connection to the notification service. */
export const INFO = Object.freeze({
  CONNECTION: "finesse.info.connection",
  PRESENCE: "finesse.info.presence",
  REQUESTS: "finesse.info.requests",
  RESPONSES: "finesse.info.responses", // and the request's invokeID behind it
});

/** Topics about the container. */
export const CONTAINER = Object.freeze({
  REQUESTS: "finesse.containerservices.requests",
  ACTIVE_TAB: "finesse.containerservices.activeTab",
  RELOAD_GADGET_EVENT: "finesse.containerservices.reloadGadget",
  TIMER_TICK_EVENT: "finesse.containerservices.timerTickEvent",
  WORKFLOW_ACTION_EVENT: "finesse.containerservices.workflowActionEvent",
  GADGET_VIEW_CHANGED_EVENT: "finesse.containerservices.gadgetViewChangedEvent",
  MAX_AVAILABLE_HEIGHT_CHANGED_EVENT: "finesse.containerservices.maxAvailableHeightChangedEvent",
  ACTIVE_CALL_STATUS_EVENT: "finesse.containerservices.activeCallStatusEvent",
  FINESSE_MAINTENANCE_MODE_EVENT: "finesse.containerservices.finesseMaintenanceModeEvent",
});

/** One line of a gadget's log; the gadget's id stands behind it. */
export const CLIENT_LOGGING = "finesse.clientLogging";

/** Topics of the services that came with release 12. */
export const FINEXT = Object.freeze({
  POPOVER_REQUESTS: "finext.popover.requests",
  POPOVER_EVENTS: "finext.popover.events", // and the gadget's id
  CHANNEL_REQUESTS: "finext.channel.requests",
  CHANNEL_RESPONSES: "finext.channel.responses", // and the gadget's id
  CHANNEL_MENU: "finext.channel.menu", // and the gadget's id
  CHANNEL_MENU_RESULTS: "finext.channel.menuResults",
  TASK_NOTIFICATIONS: "finext.taskActivity.notifications",
  TASK_REQUESTS: "finext.taskActivity.requests",
  NOTIFICATION_POPOVER: "finext.notification.popover",
  NOTIFICATION_CLICKED: "finext.notification.clicked", // and the gadget's id
});
