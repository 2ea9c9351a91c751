/** What gadgets give is theirs: read by type and length, and whatever does not fit is as good as not given. */

/** Text of at most so many characters; "" for what is no text. */
export function text(value, longest = 200) {
  return typeof value === "string" || typeof value === "number" ? String(value).slice(0, longest) : "";
}

/** An object to read members from, whatever was given. */
export function record(value) {
  return value !== null && typeof value === "object" ? value : {};
}

/** At most so many objects of a list. */
export function records(value, most) {
  return Array.isArray(value) ? value.slice(0, most).map(record) : [];
}

/** A number between two others, or the last where none was given. */
export function number(value, least, most, otherwise) {
  const given = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  return Number.isFinite(given) ? Math.min(Math.max(given, least), most) : otherwise;
}

/** Call what a gadget gave, if it is callable. What fails in it is reported and stops nobody. */
export function call(callback, ...given) {
  if (typeof callback !== "function") {
    return;
  }
  try {
    callback(...given);
  } catch (error) {
    globalThis.reportError(error);
  }
}
