/** What a container publishes for its gadgets. For a container that is not the desktop. */

import { CONTAINER } from "../base/hub_topics.js";

/** Publishes the container's events on one hub. */
export class MasterPublisher {
  /** @param {{publish: function}} hub */
  constructor(hub) {
    this.hub = hub;
  }

  publishActiveTab(id) {
    this.hub.publish(CONTAINER.ACTIVE_TAB, id);
  }

  /** @param {object} event a TimerTickEvent */
  publishTimerTick(event) {
    this.hub.publish(CONTAINER.TIMER_TICK_EVENT, event);
  }

  /** @param {{name, type, handledBy, params, actionVariables}} workflow */
  publishWorkflowAction(workflow) {
    this.hub.publish(CONTAINER.WORKFLOW_ACTION_EVENT, workflow);
  }

  /** @param {{gadgetId, tabId, maxAvailableHeight, view}} change */
  publishGadgetViewChanged(change) {
    this.hub.publish(CONTAINER.GADGET_VIEW_CHANGED_EVENT, change);
  }

  /** @param {{maxAvailableHeight}} change */
  publishMaxAvailableHeightChanged(change) {
    this.hub.publish(CONTAINER.MAX_AVAILABLE_HEIGHT_CHANGED_EVENT, change);
  }
}
