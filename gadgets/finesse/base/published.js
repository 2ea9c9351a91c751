/** The library made known to the page: as `window.finesse`, and to a loader of AMD modules. */

// What belongs to the page or gadget: what it has put there already stays.
const THEIRS = ["gadget", "container", "modules"];

/**
 * Put the library's namespaces into `window.finesse`, beside whatever else is there, and tell a loader of AMD
 * modules of it under the name `finesse`.
 */
export function publish(library, window) {
  const finesse = isSpace(window.finesse) ? window.finesse : {};
  window.finesse = finesse;
  for (const [name, ours] of Object.entries(library)) {
    if (!isSpace(ours) || typeof ours === "function" || !isSpace(finesse[name])) {
      finesse[name] = ours;
    } else if (THEIRS.includes(name)) {
      Object.assign(finesse[name], { ...ours, ...finesse[name] });
    } else {
      Object.assign(finesse[name], ours);
    }
  }
  if (typeof window.define === "function" && window.define.amd) {
    window.define("finesse", [], () => finesse);
  }
  return finesse;
}

function isSpace(value) {
  return (typeof value === "object" && value !== null) || typeof value === "function";
}
