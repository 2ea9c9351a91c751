/** What this browser remembers of how its user has arranged things. Without storage nothing is remembered. */

const PREFIX = "finesse-lab.";
const LONGEST = 200_000; // characters of one thing

/** What was remembered, or undefined where there is nothing, or nothing that can be read. */
export function recall(name) {
  try {
    const text = localStorage.getItem(PREFIX + name);
    return text === null || text.length > LONGEST ? undefined : (JSON.parse(text) ?? undefined);
  } catch {
    return undefined;
  }
}

/** Remember a value; undefined forgets it. */
export function rememberAs(name, value) {
  try {
    const text = value === undefined ? "" : JSON.stringify(value);
    if (text === "" || text.length > LONGEST) {
      localStorage.removeItem(PREFIX + name);
    } else {
      localStorage.setItem(PREFIX + name, text);
    }
  } catch {
    // full, or switched off: what is arranged lasts as long as the page
  }
}
