/** Which rows of a list are shown, and in which order. */

/**
 * A comparison of rows by what a column shows: numbers by their size, words as people look them up.
 *
 * @param {(row: object) => string|number} valueOf
 * @param {boolean} isDescending
 * @param {string} language as `es-ES`
 */
export function order(valueOf, isDescending, language) {
  const collator = new Intl.Collator(language, { numeric: true, sensitivity: "base" });
  const sign = isDescending ? -1 : 1;
  return (one, other) => {
    const [a, b] = [valueOf(one), valueOf(other)];
    const both = typeof a === "number" && typeof b === "number";
    return sign * (both ? a - b : collator.compare(String(a), String(b)));
  };
}

/** What finds texts in which each of these words is, whatever its case and accents. */
export function finder(looked) {
  const words = plain(looked).split(/\s+/);
  return (texts) => {
    const all = plain(texts.join("\n"));
    return words.every((word) => all.includes(word));
  };
}

function plain(text) {
  return text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase();
}

/** The rows of one page: {rows, page, pages, from, to}, where a page that there is not becomes the nearest one. */
export function pageOf(rows, page, size) {
  const pages = Math.max(1, Math.ceil(rows.length / size));
  const shown = Math.min(Math.max(page, 0), pages - 1);
  const part = rows.slice(shown * size, (shown + 1) * size);
  return { rows: part, page: shown, pages, from: part.length === 0 ? 0 : shown * size + 1, to: shown * size + part.length };
}
