/**
 * How a page finds its language, and says what it has words for. The words are the page's own, a file for each
 * language in its folder `texts`; which there are, the server tells in the page.
 */

const DEFAULT = "en_US";
const COOKIE = "finesse_locale";
const YEAR = 31_536_000; // seconds

/** Every locale that this page has words in, and what each calls itself. */
export function languages() {
  return JSON.parse(document.documentElement.dataset.locales ?? `{"${DEFAULT}":"English"}`);
}

/**
 * The page's locale - the one asked for in its address, else the one chosen last, else the browser's - and what says
 * texts in it. Rejects if the words cannot be loaded.
 *
 * @param {(locale: string) => Promise<{default: Record<string, string>}>} load imports `texts/<locale>.js`
 */
export async function speech(load) {
  const asked = new URLSearchParams(location.search).get("locale");
  const chosen = new RegExp(`(?:^|; )${COOKIE}=(\\w+)`).exec(document.cookie)?.[1] ?? "";
  const locale = localeOf(languages(), asked, [chosen, ...navigator.languages]);
  document.documentElement.lang = locale.replace("_", "-");
  return { locale, say: speakerOf((await load(locale)).default) };
}

/** From now on, this browser's pages are in that language where their address asks for none. */
export function rememberLocale(locale) {
  document.cookie = `${COOKIE}=${locale}; path=/; max-age=${YEAR}; SameSite=Strict; Secure`;
}

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
