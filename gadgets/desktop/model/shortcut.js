/**
 * The desktop's keyboard shortcuts with Ctrl+Alt: one table; the list that the user sees and what the page listens for
 * follow from it. One whose command neither the page nor a component of the layout has is not there.
 */

export const SHORTCUTS = [
  { group: "state", key: "r", command: "ready" },
  { group: "state", key: "n", command: "notReady" },
  { group: "state", key: "l", command: "signOut" },
  { group: "calls", key: "o", command: "dialler" },
  { group: "calls", key: "a", command: "answer" },
  { group: "calls", key: "e", command: "end" },
  { group: "calls", key: "v", command: "hold" },
  { group: "calls", key: "g", command: "retrieve" },
  { group: "calls", key: "c", command: "consult" },
  { group: "calls", key: "q", command: "directTransfer" },
  { group: "calls", key: "x", command: "transfer" },
  { group: "calls", key: "h", command: "conference" },
  { group: "calls", key: "k", command: "keypad" },
  { group: "calls", key: "d", command: "drop" },
  { group: "calls", key: "w", command: "wrapUp" },
  { group: "calls", key: "m", command: "saveVariables" },
  { group: "calls", key: "z", command: "revertVariables" },
  { group: "other", key: "p", command: "popover" },
  { group: "other", key: "f", command: "list" },
];
