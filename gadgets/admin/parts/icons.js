/** The console's icons: its own drawings beside the desktop's, strokes on a grid of 24. */

import { drawn, icon as desktops } from "../../desktop/parts/icons.js";

const PATHS = {
  add: "M12 5v14M5 12h14",
  edit: "M4 20l1-5L16 4l4 4L9 19zM13.5 6.5l4 4",
  remove: "M5 7h14M9 7V4h6v3M7 7l1 13h8l1-13M10.5 11v5M13.5 11v5",
  refresh: "M19 5v5h-5M18.6 10a7.5 7.5 0 1 0 .6 4.5",
  up: "M12 19V5M6 11l6-6 6 6",
  down: "M12 5v14M6 13l6 6 6-6",
  left: "M19 12H5M11 6l-6 6 6 6",
  right: "M5 12h14M13 6l6 6-6 6",
  upload: "M12 16V4M7 9l5-5 5 5M5 15v5h14v-5",
  download: "M12 4v12M7 11l5 5 5-5M5 15v5h14v-5",
  info: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 11v5M12 8h.01",
  reasons: "M4 5h16v14H4zM8 9h8M8 12.5h8M8 16h5",
  wrapUp: "M5 4h14v16l-3-2-4 2-4-2-3 2zM9 9.5l2 2 4-4",
  phoneBooks: "M6 3h13v18H6zM6 3a2 2 0 0 0-2 2v14a2 2 0 0 0 2 2M9 8h7M9 11.5h7",
  callVariables: "M4 5h16v4H4zM4 12h7v7H4zM14 12h6v7h-6z",
  layout: "M4 4h16v16H4zM4 9h16M10 9v11",
  properties: "M4 7h9M17 7h3M4 17h3M11 17h9M15 4.5v5M9 14.5v5",
  gadgets: "M4 4h7v7H4zM13 13h7v7h-7zM4 13h7v7H4zM16.5 4v7M13 7.5h7",
  copy: "M9 8h10v12H9zM5 16V4h10",
  workflows: "M4 4h7v5H4zM13 15h7v5h-7zM7.5 9v8.5H13M10.5 15l2.5 2.5-2.5 2.5",
  teams: "M9 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM3.5 19v-1a5.5 5.5 0 0 1 11 0v1M15 5.2a3 3 0 0 1 0 5.6M17.5 13.6A5.5 5.5 0 0 1 20.5 18v1",
  connected: "M5 13a10 10 0 0 1 14 0M8 16a5.6 5.6 0 0 1 8 0M12 19.5h.01M2 10a14.2 14.2 0 0 1 20 0",
  tryOut: "M13 5h6v6M19 5l-8 8M16 14v5H5V8h5",
  settings:
    "M12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6zM12 3v3M12 18v3M3 12h3M18 12h3M5.6 5.6l2.2 2.2M16.2 16.2l2.2 2.2M5.6 18.4l2.2-2.2M16.2 7.8l2.2-2.2",
};

/** An icon, for eyes only: what it means must stand beside it or in a label. */
export const icon = (name) => (Object.hasOwn(PATHS, name) ? drawn(name, PATHS[name]) : desktops(name));
