/** `Date.parse` for every form of ISO 8601 that a server may send, whatever the browser reads by itself. */

const ISO =
  /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,3})\d*)?)?(?:Z|([+-])(\d\d):?(\d\d))?$/;
const PATCHED = Symbol.for("finesse.isoDates");

/**
 * What the browser cannot read is tried as ISO 8601; without a zone it is UTC.
 *
 * @param {DateConstructor} Date
 */
export function readIsoDates(Date) {
  const native = Date.parse;
  if (native[PATCHED]) {
    return;
  }
  const parse = (text) => {
    const time = native(text);
    return Number.isNaN(time) ? isoTime(String(text), Date) : time;
  };
  Date.parse = Object.assign(parse, { [PATCHED]: true });
}

function isoTime(text, Date) {
  const found = ISO.exec(text);
  if (found === null) {
    return Number.NaN;
  }
  const [, year, month, day, hour, minute, second = 0, millis = "0", sign, hours = 0, minutes = 0] = found;
  const date = [year, month, day, hour, minute, second].map(Number);
  const offset = (Number(hours) * 60 + Number(minutes)) * 60_000 * (sign === "-" ? -1 : 1);
  date[1] -= 1; // months are counted from 0
  return Date.UTC(...date, Number(millis.padEnd(3, "0"))) - offset;
}
