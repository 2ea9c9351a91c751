/** Which rows of a long table are made: those that are seen, and some around them. Rows are of one height, open ones higher. */

const AROUND = 6;

/**
 * @param {{count: number, height: number, extras: [number, number][], top: number, room: number}} table `extras` are the
 *   places of open rows and by how much each is higher; `top` is how far it is scrolled, `room` how much is seen
 * @returns {{first: number, last: number, before: number, after: number, total: number}} the rows from `first` to before
 *   `last`, and the height of those before and after them
 */
export function rowWindow({ count, height, extras, top, room }) {
  const offsetOf = (place) =>
    place * height + extras.reduce((sum, [at, extra]) => (at < place ? sum + extra : sum), 0);
  const total = offsetOf(count);
  const seen = Math.max(0, Math.min(top, total - room));
  const first = Math.max(0, placeAt(offsetOf, count, seen) - AROUND);
  const last = Math.min(count, placeAt(offsetOf, count, seen + room) + 1 + AROUND);
  return { first, last, before: offsetOf(first), after: total - offsetOf(last), total };
}

/** The row at that height, by halving. */
function placeAt(offsetOf, count, y) {
  let [low, high] = [0, count];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (offsetOf(middle + 1) <= y) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}
