/** The keyboard shortcuts: one table; the list that the user sees and what the page listens for follow from it. */

export const SHORTCUTS = [
  { group: "state", key: "r", command: "ready" },
  { group: "state", key: "n", command: "notReady" },
  { group: "state", key: "l", command: "signOut" },
  { group: "calls", key: "o", command: "dialler" },
  { group: "calls", key: "a", command: "answer" },
  { group: "calls", key: "e", command: "end" },
  { group: "calls", key: "v", command: "hold" },
  { group: "calls", key: "g", command: "retrieve" },
  { group: "other", key: "p", command: "popover" },
  { group: "other", key: "f", command: "list" },
];

/**
 * The command of a keydown event, or undefined. AltGr types characters such as € and is no shortcut. The letter on
 * the key counts; where Alt makes another character of it (macOS), its place on the keyboard.
 */
export function commandOf(event) {
  if (
    !event.ctrlKey ||
    !event.altKey ||
    event.shiftKey ||
    event.metaKey ||
    event.getModifierState("AltGraph")
  ) {
    return undefined;
  }
  const typed = event.key.toLowerCase();
  const letter = /^[a-z]$/.test(typed) ? typed : event.code.replace(/^Key/, "").toLowerCase();
  return SHORTCUTS.find((shortcut) => shortcut.key === letter)?.command;
}
