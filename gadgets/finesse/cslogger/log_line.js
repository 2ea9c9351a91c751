/** A line of a gadget's log: when by this machine and by the server, in which session, who, and what. */

const NO_SERVER_TIME = "-------";

/**
 * @param {{now: Date, session: string, host: string, drift?: number, serverOffset?: number, gadgetId: string,
 *   message: string}} line drift in milliseconds, serverOffset in minutes east of UTC
 */
export function logLine({ now, session, host, drift, serverOffset, gadgetId, message }) {
  const local = -now.getTimezoneOffset();
  const here = `${isoTime(now, local)} ${zone(local)}`;
  const offset = serverOffset ?? local;
  const there =
    drift === undefined
      ? NO_SERVER_TIME
      : `${isoTime(new Date(now.getTime() + drift), offset)} ${zone(offset)}`;
  return `${here}: ${session}: ${host}: ${there}: ${gadgetId} : ${message}`;
}

/** ISO 8601 without the zone, so many minutes east of UTC. */
function isoTime(date, offset) {
  return new Date(date.getTime() + offset * 60_000).toISOString().slice(0, -1);
}

function zone(offset) {
  const minutes = Math.abs(offset);
  const two = (number) => String(Math.trunc(number)).padStart(2, "0");
  return `${offset < 0 ? "-" : "+"}${two(minutes / 60)}:${two(minutes % 60)}`;
}
