/** How long a text is, as the API counts it. */

/** Characters, each of which may be two halves. */
export function characters(text) {
  let count = 0;
  for (const _each of text) {
    count += 1;
  }
  return count;
}

/** Bytes of UTF-8. */
export const bytes = (text) => new TextEncoder().encode(text).length;
