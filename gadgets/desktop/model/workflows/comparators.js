/**
 * How a workflow holds a value against another: the operators of triggers and conditions, by the API's names. Large
 * and small letters differ (unconfirmed). Source: Finesse Web Services guide, Workflow.
 */

const COMPARATORS = {
  IS_EQUAL: (actual, wanted) => actual === wanted,
  IS_NOT_EQUAL: (actual, wanted) => actual !== wanted,
  CONTAINS: (actual, wanted) => actual.includes(wanted),
  BEGINS_WITH: (actual, wanted) => actual.startsWith(wanted),
  ENDS_WITH: (actual, wanted) => actual.endsWith(wanted),
  IS_EMPTY: (actual) => actual === "",
  IS_NOT_EMPTY: (actual) => actual !== "",
  IS_IN_LIST: (actual, wanted) => listOf(wanted).includes(actual),
  IS_NOT_IN_LIST: (actual, wanted) => !listOf(wanted).includes(actual),
  IS_LIKE: isLike,
};

/** Whether `actual comparator wanted` holds. An operator that nobody knows never does. */
export function holds(comparator, actual, wanted) {
  return Object.hasOwn(COMPARATORS, comparator) && COMPARATORS[comparator](actual, wanted);
}

const listOf = (text) => text.split(",").map((one) => one.trim());

/**
 * A text with `*` or `%` in the place of any characters (unconfirmed). Each piece is looked for behind the one before,
 * and none is looked for twice.
 */
function isLike(actual, pattern) {
  const [first, ...pieces] = pattern.split(/[*%]/);
  if (pieces.length === 0) {
    return actual === first;
  }
  const last = pieces.pop();
  const end = actual.length - last.length;
  if (!actual.startsWith(first) || !actual.endsWith(last) || end < first.length) {
    return false;
  }
  let from = first.length;
  for (const piece of pieces) {
    const at = actual.indexOf(piece, from);
    if (at < 0 || at + piece.length > end) {
      return false;
    }
    from = at + piece.length;
  }
  return true;
}
