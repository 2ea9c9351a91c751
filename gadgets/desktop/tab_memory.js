/** What this browser tab keeps over a reload of the page, until its user signs out. Without storage nothing is kept. */

const NAME = "finesseLabTab";
const LONGEST = 20_000; // characters of all of it

/** What was kept under that name, or undefined. What somebody else has put there is not ours to read. */
export const keptInTab = (name) => all()[name];

/** Keep a value; undefined forgets it. */
export function keepInTab(name, value) {
  const { [name]: _old, ...others } = all();
  const text = JSON.stringify(value === undefined ? others : { ...others, [name]: value });
  try {
    if (text.length <= LONGEST) {
      sessionStorage.setItem(NAME, text);
    }
  } catch {
    // full, or switched off: it lasts as long as the page
  }
}

/** The user has signed out. */
export function forgetTab() {
  try {
    sessionStorage.removeItem(NAME);
  } catch {
    // switched off: there is nothing
  }
}

function all() {
  try {
    const kept = JSON.parse(sessionStorage.getItem(NAME));
    return typeof kept === "object" && kept !== null && !Array.isArray(kept) ? kept : {};
  } catch {
    return {};
  }
}
