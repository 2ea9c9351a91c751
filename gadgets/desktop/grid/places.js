/**
 * Where the gadgets of a tab stand when their user may move them: on twelve columns, one behind the other, each as high
 * up as those before it leave room. Pure: lists of places go in and come out.
 *
 * A place is {key, x, width, height}: from which column, over how many, and how high in px; a `height` of undefined is
 * the gadget's own.
 *
 * Source: Administration Guide, enableDragDropAndResizeGadget: twelve gadgets side by side, no less high than a twelfth
 * of the screen.
 */

export const COLUMNS = 12;
const HIGHEST = 20_000; // px, as a frame
export const KEPT = 200; // places of a tab that are kept

/** The places that a layout's columns give, from lists of keys. */
export function placesOf(columns) {
  const width = COLUMNS / columns.length;
  return columns.flatMap((keys, at) => keys.map((key) => ({ key, x: at * width, width, height: undefined })));
}

/** The places of a layout as they were kept: what is no place is left out, and a gadget without one has the layout's. */
export function keptPlaces(kept, own) {
  const found = new Map();
  for (const given of (Array.isArray(kept) ? kept : []).slice(0, KEPT)) {
    const { key, x, width, height } = Object(given);
    const stands = Number.isInteger(x) && Number.isInteger(width) && x >= 0 && width >= 1 && x + width <= COLUMNS;
    const isHigh = height === undefined || (Number.isFinite(height) && height > 0 && height <= HIGHEST);
    if (stands && isHigh && !found.has(key) && own.some((one) => one.key === key)) {
      found.set(key, { key, x, width, height });
    }
  }
  return [...found.values(), ...own.filter(({ key }) => !found.has(key))];
}

/** Whether two lists say the same. */
export const samePlaces = (some, others) => JSON.stringify(some) === JSON.stringify(others);

/**
 * How far down each begins, px, and where the last ends; one that has no height is not there.
 *
 * @param {(place: object) => number} heightOf
 * @returns {{tops: Map<string, number>, height: number}}
 */
export function fallen(places, heightOf, gap) {
  const ends = Array(COLUMNS).fill(0);
  const tops = new Map();
  for (const place of places) {
    const height = heightOf(place);
    if (height > 0) {
      const { key, x, width } = place;
      const top = Math.max(...ends.slice(x, x + width));
      tops.set(key, top);
      ends.fill(top + height + gap, x, x + width);
    }
  }
  return { tops, height: Math.max(0, ...ends.map((end) => end - gap)) };
}

/**
 * One step of a gadget: "left", "right", "up", "down", "wider", "narrower", "higher" or "lower".
 *
 * @param {{isThere: (key: string) => boolean, height: number, least: number}} given who is seen; how high the gadget is
 *   now; the least height, which is also how much a step is
 */
export function stepped(places, key, step, { isThere, height, least }) {
  const place = places.find((one) => one.key === key);
  const { x, width } = place;
  switch (step) {
    case "left":
      return changed(places, key, { x: Math.max(0, x - 1) });
    case "right":
      return changed(places, key, { x: Math.min(COLUMNS - width, x + 1) });
    case "up":
    case "down":
      return shifted(places, place, step === "up", isThere);
    case "wider":
      return x + width < COLUMNS
        ? changed(places, key, { width: width + 1 })
        : changed(places, key, { x: Math.max(0, x - 1), width: Math.min(COLUMNS, width + 1) });
    case "narrower":
      return changed(places, key, { width: Math.max(1, width - 1) });
    case "higher":
      return sized(places, key, { width, height: height + least }, least);
    case "lower":
      return sized(places, key, { width, height: height - least }, least);
    default:
      return places;
  }
}

/** The gadget is as wide and high as it was drawn. */
export function sized(places, key, { width, height }, least) {
  const { x } = places.find((one) => one.key === key);
  return changed(places, key, {
    width: Math.min(Math.max(1, Math.round(width)), COLUMNS - x),
    height: Math.min(Math.max(Math.ceil(least), Math.round(height)), HIGHEST),
  });
}

/**
 * The gadget is put down with its left edge at column `x` and its upper edge at `y` px: before the first of those in
 * its way whose middle is below that.
 *
 * @param {{tops: Map<string, number>, heightOf: (place: object) => number}} shown as `fallen` has it
 */
export function dropped(places, key, { x, y }, { tops, heightOf }) {
  const place = places.find((one) => one.key === key);
  const put = { ...place, x: Math.min(Math.max(0, Math.round(x)), COLUMNS - place.width) };
  const others = places.filter((one) => one !== place);
  const before = others.findIndex(
    (one) => meet(one, put) && tops.has(one.key) && tops.get(one.key) + heightOf(one) / 2 > y,
  );
  const lastMet = others.findLastIndex((one) => meet(one, put) && tops.has(one.key));
  const at = before >= 0 ? before : lastMet >= 0 ? lastMet + 1 : others.length;
  return others.toSpliced(at, 0, put);
}

function shifted(places, place, isUp, isThere) {
  const inTheWay = (one) => one !== place && isThere(one.key) && meet(one, place);
  const at = places.indexOf(place);
  const to = isUp
    ? places.findLastIndex((one, index) => index < at && inTheWay(one))
    : places.findIndex((one, index) => index > at && inTheWay(one));
  return to < 0 ? places : places.toSpliced(at, 1).toSpliced(to, 0, place);
}

const meet = (one, other) => one.x < other.x + other.width && other.x < one.x + one.width;

const changed = (places, key, change) => places.map((one) => (one.key === key ? { ...one, ...change } : one));
