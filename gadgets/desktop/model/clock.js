/** Times as the desktop shows them: measured on the server's clock, however wrong the browser's is. */

/**
 * How far the server's clock is ahead of the browser's, ms. `asked` and `answered` are the browser's time around
 * the reading of SystemInfo; the server is taken to have looked at its clock in between.
 */
export function driftOf(currentTimestamp, asked, answered) {
  const server = Date.parse(currentTimestamp);
  return Number.isNaN(server) ? 0 : Math.round(server - (asked + answered) / 2);
}

/** The time of an element such as `stateChangeTime` in ms, or undefined when it is empty or no time. */
export function timeOf(text) {
  const time = Date.parse(text);
  return Number.isNaN(time) ? undefined : time;
}

/** ms as `mm:ss`, from one hour on `hh:mm:ss`; `--:--` for an unknown time. */
export function duration(ms) {
  if (ms === undefined) {
    return "--:--";
  }
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const parts = [Math.floor(seconds / 60) % 60, seconds % 60];
  if (seconds >= 3600) {
    parts.unshift(Math.floor(seconds / 3600));
  }
  return parts.map((part) => String(part).padStart(2, "0")).join(":");
}

/** ms since `start`, or undefined when the start is not known. */
export function elapsed(start, now) {
  return start === undefined ? undefined : Math.max(0, now - start);
}
