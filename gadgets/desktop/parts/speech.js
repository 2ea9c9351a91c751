/** How a page finds its language, and says what it has words for. The words are the page's own. */

const DEFAULT = "en_US";

/**
 * The locale to use: the one asked for in the address, else the first of the browser's languages that exists,
 * else en_US. A language without its country is enough.
 *
 * @param {Record<string, object>} locales all that there are
 * @param {string|null} asked as `es_ES`
 * @param {readonly string[]} languages as `es-MX`
 */
export function localeOf(locales, asked, languages) {
  const names = Object.keys(locales);
  for (const wish of [asked ?? "", ...languages].map((each) => each.replace("-", "_"))) {
    const language = wish.split("_")[0].toLowerCase();
    const found =
      names.find((name) => name.toLowerCase() === wish.toLowerCase()) ??
      names.find((name) => name.startsWith(`${language}_`));
    if (language !== "" && found !== undefined) {
      return found;
    }
  }
  return DEFAULT;
}

/**
 * A function that says texts: `say("calls.none")`, `say("calls.from", { number })`, `say(["calls.from", { number }])`.
 * A value may be such a pair itself. What has no words is said by those of its group's `other`, or as it is.
 *
 * @param {Record<string, string>} words
 */
export function speakerOf(words) {
  return function say(key, values = {}) {
    if (Array.isArray(key)) {
      return say(...key);
    }
    const pattern = words[key] ?? words[`${key.split(".")[0]}.other`] ?? key;
    return pattern.replace(/\{(\w+)\}/g, (_whole, name) => {
      const value = values[name] ?? "";
      return Array.isArray(value) ? say(value) : String(value);
    });
  };
}
