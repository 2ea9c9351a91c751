/** What happened, with no password, token or authorization left in it, whatever it is written in. Pure. */

const MASK = "********";
const SECRET = "(?:authorization|password|passwd|secret|token|userfinesseauth)";
const NAME = new RegExp(SECRET, "i");
const SCHEME = /\b(Basic|Bearer)(\s+|%20|\+)[\w+/=.~%-]{4,}/gi;
const ELEMENT = new RegExp(`(<[\\w:-]{0,40}${SECRET}[\\w:-]{0,40}>)[^<]*`, "gi");
// A member in a text: of JSON, of JSON in a string of JSON, of a query or a form, or as an inspector shows objects.
const MEMBER = new RegExp(
  `([\\w.-]{0,40}${SECRET}[\\w.-]{0,40}\\\\{0,3}"?\\s{0,4}(?:[:=]|%3D)\\s{0,4}\\\\{0,3}"?)[^"\\\\&\\s<>,{}[\\]]+`,
  "gi",
);

/** A copy of a value of JSON; members are masked by their names, texts by what they say. */
export function masked(value) {
  if (typeof value === "string") {
    return maskedText(value);
  }
  if (Array.isArray(value)) {
    return value.map(masked);
  }
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, maskedMember(name, member)]));
  }
  return value;
}

function maskedMember(name, value) {
  const isPlain = typeof value !== "object" && value !== "";
  return isPlain && typeof value !== "boolean" && NAME.test(name) ? MASK : masked(value);
}

function maskedText(text) {
  return text
    .replace(SCHEME, `$1$2${MASK}`)
    .replace(ELEMENT, `$1${MASK}`)
    .replace(MEMBER, `$1${MASK}`);
}
