/** Times and durations, by the server's clock. */

const SECOND = 1000;
const NONE = "--:--";

/**
 * The time, and how long something has been going on.
 * @public finesse.utilities.Utilities
 */
export const times = {
  /** Milliseconds since 1970, by this machine's clock. */
  currentTimeMillis() {
    return Date.now();
  },

  /** By how many milliseconds the server's clock is before this machine's. */
  getCurrentDrift() {
    return Number(globalThis.sessionStorage?.getItem("clientTimestampDrift")) || 0;
  },

  /** Milliseconds since 1970, by the server's clock. */
  currentServerTimeMillis() {
    return times.convertToServerTimeMillis(Date.now());
  },

  /** A time of this machine's clock by the server's. */
  convertToServerTimeMillis(millis) {
    return millis + times.getCurrentDrift();
  },

  /** `mm:ss` of milliseconds. */
  buildTimeString(millis) {
    const seconds = wholeSeconds(millis);
    return `${times.pad(Math.floor(seconds / 60))}:${times.pad(seconds % 60)}`;
  },

  /** `mm:ss`, from an hour on `hh:mm:ss`, of milliseconds. */
  buildTimeStringWithOptionalHours(millis) {
    const seconds = wholeSeconds(millis);
    return seconds < 3600 ? times.buildTimeString(millis) : times.getDisplayTime(seconds);
  },

  /** `mm:ss` from `start` to `now`, both in milliseconds; `--:--` without a start. */
  buildElapsedTimeString(now, start) {
    return start ? times.buildTimeString(now - start) : NONE;
  },

  /** `mm:ss`, from an hour on `hh:mm:ss`, from `start` to `now`; `--:--` without a start. */
  buildElapsedTimeStringWithOptionalHours(now, start) {
    return start ? times.buildTimeStringWithOptionalHours(now - start) : NONE;
  },

  /** How long a call has lasted. */
  buildTotalTimeString(now, start) {
    return times.buildElapsedTimeStringWithOptionalHours(now, start);
  },

  /** How long a call has been held. */
  buildHoldTimeString(now, start) {
    return times.buildElapsedTimeStringWithOptionalHours(now, start);
  },

  /** How long an agent has wrapped up. */
  buildWrapupTimeString(now, start) {
    return times.buildElapsedTimeStringWithOptionalHours(now, start);
  },

  /** Milliseconds since 1970 of a time as the API writes it, 0 of none. */
  extractTime(iso) {
    return times.parseDateStringISO8601(iso)?.getTime() ?? 0;
  },

  /** `2014-03-04T17:33:41Z` of a Date. */
  convertDateToISODateString(date) {
    return date.toISOString().replace(/\.\d+Z$/, "Z");
  },

  /** `2014-03-04T17:33:41.123Z` of a Date. */
  dateToISOString(date) {
    return date.toISOString();
  },

  /** The Date of a time as the API writes it, null of none. */
  parseDateStringISO8601(iso) {
    const millis = typeof iso === "string" ? Date.parse(iso.trim()) : Number.NaN;
    return Number.isNaN(millis) ? null : new Date(millis);
  },

  /** `HH:MM:SS` since a time as the API writes it, by the server's clock or until `now`. */
  convertTsToDuration(timestamp, now) {
    return times.convertTsToDurationWithFormat(timestamp, false, now);
  },

  /** `HH:MM:SS` since a time; `"-1"` since none and since one to come. */
  convertTsToDurationWithFormat(timestamp, forFormat, now) {
    const start = typeof timestamp === "number" ? timestamp : times.extractTime(timestamp);
    const elapsed = (now ?? times.currentServerTimeMillis()) - start;
    return start === 0 || elapsed < 0 ? "-1" : times.getDisplayTime(Math.floor(elapsed / SECOND));
  },

  /** `HH:MM:SS` of seconds. */
  getDisplayTime(seconds) {
    const whole = Math.max(0, Math.floor(Number(seconds) || 0));
    const parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
    return parts.map((part) => times.pad(part)).join(":");
  },

  /** A number with two digits at least. */
  pad(number) {
    return times.padWithWidth(number, 2);
  },

  /** A number with so many digits at least. */
  padWithWidth(number, width) {
    return String(number).padStart(width, "0");
  },
};

function wholeSeconds(millis) {
  return Math.max(0, Math.floor((Number(millis) || 0) / SECOND));
}
