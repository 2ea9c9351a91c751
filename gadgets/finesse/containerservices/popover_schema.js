/** What the parts of a popover may be, as JSON schemas. */

const TEXT = { type: ["string", "null"] };
const ID = { type: ["string", "number"] };
const ICON = { type: "object", properties: { type: TEXT, value: TEXT } };
const CONFIRM = {
  type: "object",
  required: ["id", "label"],
  properties: { id: ID, label: TEXT, hoverText: TEXT },
};
const BUTTON = {
  type: "object",
  required: ["id", "label"],
  properties: {
    id: ID,
    label: TEXT,
    type: { type: "string", enum: ["Affirm", "Decline"] },
    hoverText: TEXT,
    confirmButtons: { type: "array", maxItems: 2, items: CONFIRM },
  },
};

const BANNER = {
  type: "object",
  properties: {
    icon: ICON,
    content: { type: "array", items: { type: "object", properties: { name: TEXT } } },
    headerContent: { type: "object", properties: { maxHeaderTitle: TEXT, minHeaderTitle: TEXT } },
  },
};
const TIMER = {
  type: "object",
  properties: {
    displayTimeoutInSecs: { type: ["number", "string"] },
    display: { type: "boolean" },
    counterType: TEXT,
  },
};
const ACTION = {
  type: "object",
  properties: {
    dismissible: { type: "boolean" },
    keepMaximised: { type: "boolean" },
    clientIdentifier: {},
    requiredActionText: TEXT,
    buttons: { type: "array", maxItems: 2, items: BUTTON },
  },
};

/** Each call gives a schema of its own. */
export const PopoverSchema = {
  getBannerDataSchema: () => structuredClone(BANNER),
  getTimerDataSchema: () => structuredClone(TIMER),
  getActionDataSchema: () => structuredClone(ACTION),
};
