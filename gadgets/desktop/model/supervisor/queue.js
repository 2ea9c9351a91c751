/** Queues and what is counted of them. Unified CCX counts nothing here: each number is -1 and no event ever comes. */

import { duration, elapsed, timeOf } from "../clock.js";

/** The numbers in the order of the table's columns, by their names in the API. */
const NUMBERS = [
  "callsInQueue",
  "agentsReady",
  "agentsNotReady",
  "agentsTalkingInbound",
  "agentsTalkingOutbound",
  "agentsTalkingInternal",
  "agentsWrapUpReady",
  "agentsWrapUpNotReady",
];
export const COLUMNS = ["name", "callsInQueue", "longest", ...NUMBERS.slice(1)];

/** A queue from `<Queue>`, or from a notification's `<queue>`; a number that is not counted is undefined. */
export function readQueue(xml) {
  const statistics = xml.child("statistics");
  const uri = xml.at("uri");
  return {
    id: uri.slice(uri.lastIndexOf("/") + 1),
    name: xml.at("name"),
    longest: timeOf(statistics?.at("startTimeOfLongestCallInQueue") ?? ""),
    ...Object.fromEntries(NUMBERS.map((name) => [name, counted(statistics?.at(name))])),
  };
}

function counted(text) {
  return /^\d+$/.test(text ?? "") ? Number(text) : undefined;
}

/** Whether anything is counted of a queue. */
export const isCounted = (queue) => NUMBERS.some((name) => queue[name] !== undefined);

/** What stands in a column. How long the longest waits is the time since its call came. */
export function valueIn(queue, column, now) {
  if (column === "longest") {
    return queue.longest === undefined ? "" : duration(elapsed(queue.longest, now));
  }
  return String(queue[column] ?? "");
}

/** The queues in the order of a column; who waits longest has the greatest time. */
export function inOrder(queues, { column, descending }, compare) {
  const turn = descending ? -1 : 1;
  const order = {
    name: () => 0,
    longest: (one, other) => (other.longest ?? Infinity) - (one.longest ?? Infinity) || 0,
  }[column] ?? ((one, other) => (one[column] ?? -1) - (other[column] ?? -1));
  const byName = (one, other) => compare(one.name, other.name);
  return queues.toSorted((one, other) =>
    column === "name" ? turn * byName(one, other) : turn * order(one, other) || byName(one, other),
  );
}
