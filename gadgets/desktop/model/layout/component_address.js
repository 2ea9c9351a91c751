/** Which addresses of a layout mean a part of the desktop itself, and which one. */

const STOCK = /^(?:https?:\/\/localhost(?::\d+)?)?\/desktop\/scripts\/js\/([A-Za-z0-9_.-]+)\.js(?:\?.*)?$/;

// What releases before 12.0 had as gadgets (Administration Guide, Manage Desktop Layout, before 12.0).
const OLDER = /^(?:https?:\/\/localhost(?::\d+)?)?\/desktop\/gadgets\/(\w+)\.(?:jsp|xml)(?:\?.*)?$/;
const SUCCESSORS = {
  CallControl: "callcontrol",
  TeamPerformance: "teamPerformance",
  QueueStatistics: "queueStatistics",
};

/** The component's name, or undefined for the address of a gadget. */
export function componentOf(url) {
  return STOCK.exec(url)?.[1] ?? SUCCESSORS[OLDER.exec(url)?.[1]];
}
