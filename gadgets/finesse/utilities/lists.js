/** What XML makes of lists: nothing, one thing, or an array. */

/** The things as an array, whichever of the three it was. */
export function arrayOf(value) {
  if (value === undefined || value === null) {
    return [];
  }
  return Array.isArray(value) ? value : [value];
}

/** An object's id: the last part of its URI. */
export function idOf(uri) {
  return typeof uri === "string" ? uri.slice(uri.lastIndexOf("/") + 1) : "";
}
