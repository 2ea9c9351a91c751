/** What the parts of a digital channel may be, as JSON schemas. */

const TEXT = { type: ["string", "null"] };
const ID = { type: ["string", "number"] };
const MENU_ITEM = {
  type: "object",
  required: ["id", "label"],
  properties: { id: ID, label: TEXT, iconColor: TEXT },
};
const ICON = { type: "object", required: ["type", "value"], properties: { type: TEXT, value: TEXT } };

const MENU = {
  type: "object",
  properties: { label: TEXT, menuItems: { type: "array", items: MENU_ITEM } },
};
const CONFIG = {
  type: "object",
  properties: {
    actionTimeoutInSec: { type: "number", minimum: 0, maximum: 30 },
    icons: { type: "array", items: ICON },
  },
};
const STATE = {
  type: "object",
  properties: {
    label: TEXT,
    currentState: TEXT,
    iconColor: TEXT,
    enable: { type: "boolean" },
    logoutDisabled: { type: "boolean" },
    logoutDisabledText: TEXT,
    iconBadge: TEXT,
    hoverText: TEXT,
  },
};
const CHANNEL = {
  type: "object",
  properties: { menuConfig: MENU, channelConfig: CONFIG, channelState: STATE },
};

/** Each call gives a schema of its own. */
export const ChannelSchema = {
  getChannelConfigSchema: () => structuredClone(CONFIG),
  getChannelStateSchema: () => structuredClone(STATE),
  getMenuConfigSchema: () => structuredClone(MENU),
  getChannelSchema: () => structuredClone(CHANNEL),
};
