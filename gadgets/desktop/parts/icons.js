/** The desktop's icons: our own drawings, strokes on a grid of 24. */

const PATHS = {
  answer:
    "M5 4h3.5l2 5-2.5 1.8a12 12 0 0 0 5.2 5.2l1.8-2.5 5 2V19a2 2 0 0 1-2.2 2A16.5 16.5 0 0 1 3 6.2 2 2 0 0 1 5 4z",
  end: "M3 14.5c0-1 .3-1.8 1-2.4C6.2 10.2 9 9.2 12 9.2s5.8 1 8 2.9c.7.6 1 1.4 1 2.4v1.2a1.3 1.3 0 0 1-1.6 1.3l-3-.7a1.3 1.3 0 0 1-1-1.1l-.3-2.2a10 10 0 0 0-6.2 0l-.3 2.2a1.3 1.3 0 0 1-1 1.1l-3 .7A1.3 1.3 0 0 1 3 15.7z",
  hold: "M8 5v14M16 5v14",
  retrieve: "M7 4.5l12 7.5-12 7.5z",
  consult: "M4 5h11v8H9l-3.5 3v-3H4zM18 9h2v8h-1.5v2.6L15.6 17H11v-1",
  transfer: "M4 8h13M13 4l4 4-4 4M20 16H7M11 12l-4 4 4 4",
  directTransfer: "M4 12h15M13 6l6 6-6 6",
  conference:
    "M8 5a2.8 2.8 0 1 0 0 5.6A2.8 2.8 0 0 0 8 5zM2.8 18c.4-3 2.4-4.6 5.2-4.6s4.8 1.6 5.2 4.6M18 9v7M14.5 12.5h7",
  dropParticipant:
    "M9 5a3 3 0 1 0 0 6 3 3 0 0 0 0-6zM3.5 18.5c.5-3.2 2.7-4.9 5.5-4.9s5 1.7 5.5 4.9M15.5 9.5l5 5M20.5 9.5l-5 5",
  record: "M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6z",
  edit: "M4 20l1-4L15.5 5.5l3 3L8 19zM13.5 7.5l3 3",
  copy: "M9 8h10v12H9zM6 16H5V4h10v1",
  barge: "M9 5.5a3 3 0 1 0 0 6 3 3 0 0 0 0-6zM3.5 19c.4-3.4 2.7-4.8 5.5-4.8s5.1 1.4 5.5 4.8M17.5 8v7M14 11.5h7",
  chevron: "M6 9.5l6 6 6-6",
  close: "M6 6l12 12M18 6L6 18",
  home: "M4 11l8-7 8 7M6 9.5V20h12V9.5M10 20v-6h4v6",
  keypad: "M5 5h.01M12 5h.01M19 5h.01M5 12h.01M12 12h.01M19 12h.01M5 19h.01M12 19h.01M19 19h.01",
  erase: "M9 5h11v14H9l-6-7zM12.5 9.5l5 5M17.5 9.5l-5 5",
  search: "M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM15.5 15.5L21 21",
  keyboard: "M3 6h18v12H3zM7 10h.01M11 10h.01M15 10h.01M18 10h.01M7 14h10",
  signOut: "M14 4H6v16h8M10 12h11M17 8l4 4-4 4",
  tag: "M4 4h8l8.5 8.5-8 8L4 12zM8.5 8.5h.01",
  warning: "M12 4l9 16H3zM12 10v4M12 17h.01",
  done: "M5 12.5l4.5 4.5L19 7.5",
  menu: "M4 7h16M4 12h16M4 17h16",
  person: "M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM4.5 20c.8-3.7 3.8-5.5 7.5-5.5s6.7 1.8 7.5 5.5",
  maximise: "M14 4h6v6M10 20H4v-6M20 4l-7 7M4 20l7-7",
  restore: "M20 10h-6V4M4 14h6v6M14 10l6-6M10 14l-6 6",
  more: "M12 5h.01M12 12h.01M12 19h.01",
  move: "M12 3v18M3 12h18M9 6l3-3 3 3M9 18l3 3 3-3M6 9l-3 3 3 3M18 9l3 3-3 3",
  tab: "M4 6h16v12H4zM4 10h16",
  history: "M4 5v5h5M4.6 10a8 8 0 1 1-.4 4M12 8v4.5l3 2",
  "column-chart": "M5 20V11M10 20V5M15 20v-6M20 20V8",
  "team-data": "M9 5a3 3 0 1 0 0 6 3 3 0 0 0 0-6zM3.5 18c.5-3 2.7-4.4 5.5-4.4s5 1.4 5.5 4.4M16 6.2a2.6 2.6 0 0 1 0 5M17 14c2 .4 3.2 1.7 3.6 4",
  storage: "M4 5h16v4H4zM4 10.5h16v4H4zM4 16h16v4H4zM7 7h.01M7 12.5h.01M7 18h.01",
  "reports-more": "M6 3h9l4 4v14H6zM14 3v5h5M9 13h7M9 17h5",
  "mui-chat-active_16": "M4 5h16v11H10l-4 4v-4H4z",
  mail: "M3 6h18v12H3zM3 7l9 7 9-7",
  bell: "M6 16V11a6 6 0 0 1 12 0v5l1.5 2h-15zM10 20.5h4",
  headset:
    "M4 14v-2a8 8 0 0 1 16 0v2M4 14a2 2 0 0 1 4 0v3a2 2 0 0 1-4 0zM16 14a2 2 0 0 1 4 0v3a2 2 0 0 1-4 0zM20 17c0 2.5-2 4-5 4",
};

const SVG = "http://www.w3.org/2000/svg";

/** Whether there is an icon of that name. */
export const isIcon = (name) => Object.hasOwn(PATHS, name);

/** An icon, for eyes only: what it means must stand beside it or in a label. */
export const icon = (name) => drawn(name, PATHS[name]);

/** An icon of another page's own: a path of strokes on a grid of 24. */
export function drawn(name, strokes) {
  const svg = document.createElementNS(SVG, "svg");
  const path = document.createElementNS(SVG, "path");
  svg.setAttribute("class", `icon icon-${name}`);
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  path.setAttribute("d", strokes);
  svg.append(path);
  return svg;
}
