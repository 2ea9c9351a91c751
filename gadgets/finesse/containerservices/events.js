/** What the container tells gadgets, as the objects that their handlers get. */

import { FinesseBase } from "../base/finesse_base.js";

/** A workflow's action that a gadget may carry out. */
export class WorkflowActionEvent extends FinesseBase {
  /** @param {object} [payload] as published; one without all it must have leaves the event empty */
  init(payload) {
    this.setWorkflow(payload);
  }

  /** Take over what was published; false if something is missing. */
  setWorkflow(payload) {
    if (!isWorkflow(payload)) {
      return false;
    }
    this._name = payload.name;
    this._type = payload.type;
    this._handledBy = payload.handledBy;
    this._params = byName(payload.params, ({ name, value, expandedValue }) => ({
      name,
      value,
      expandedValue,
    }));
    this._actionVariables = byName(
      payload.actionVariables,
      ({ name, type, node, testValue, actualValue }) => ({ name, type, node, testValue, actualValue }),
    );
    return true;
  }

  getName() {
    return this._name ?? null;
  }

  /** BROWSER_POP or HTTP_REQUEST. */
  getType() {
    return this._type ?? null;
  }

  /** Whose work it is: one of `WorkflowActionEvent.HandledBy`. */
  getHandledBy() {
    return this._handledBy ?? null;
  }

  /** By name: `{name, value, expandedValue}`. */
  getParams() {
    return this._params ?? null;
  }

  /** By name: `{name, type, node, testValue, actualValue}`. */
  getActionVariables() {
    return this._actionVariables ?? null;
  }
}

WorkflowActionEvent.HandledBy = Object.freeze({ FINESSE: "FINESSE", OTHER: "OTHER" });

/** A tick of the container's clock. */
export class TimerTickEvent extends FinesseBase {
  /**
   * @param {string|number} tickFrequency
   * @param {Date|string|number} dateQueued when the container published it
   */
  init(tickFrequency, dateQueued) {
    this._tickFrequency = tickFrequency;
    this._dateQueued = dateQueued;
  }

  getTickFrequency() {
    return this._tickFrequency;
  }

  /** A Date. */
  getDateQueued() {
    return this._dateQueued === undefined ? undefined : new Date(this._dateQueued);
  }
}

/** A gadget was maximised or restored. */
export class GadgetViewChangedEvent extends FinesseBase {
  init(gadgetId, tabId, maxAvailableHeight, view) {
    this._gadgetId = gadgetId;
    this._tabId = tabId;
    this._maxAvailableHeight = maxAvailableHeight;
    this._view = view;
  }

  getGadgetId() {
    return this._gadgetId;
  }

  getTabId() {
    return this._tabId;
  }

  getMaxAvailableHeight() {
    return this._maxAvailableHeight;
  }

  /** `canvas` when maximised, else `default`. */
  getView() {
    return this._view;
  }
}

/** There is more or less room for a maximised gadget. */
export class MaxAvailableHeightChangedEvent extends FinesseBase {
  init(maxAvailableHeight) {
    this._maxAvailableHeight = maxAvailableHeight;
  }

  getMaxAvailableHeight() {
    return this._maxAvailableHeight;
  }
}

function isWorkflow(payload) {
  const must = ["name", "type", "handledBy", "params", "actionVariables"];
  return typeof payload === "object" && payload !== null && must.every((name) => name in payload);
}

/** What stands alone may have lost its array on the way from XML. */
function byName(list, entry) {
  const all = Array.isArray(list) ? list : list ? [list] : [];
  return Object.fromEntries(all.map((one) => [one.name, entry(one)]));
}
