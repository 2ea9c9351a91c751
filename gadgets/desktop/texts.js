/**
 * The desktop's words. A text is [key, values]: a key of texts/<locale>.js and what its {placeholders} stand for;
 * a value may be a text itself. To add a language, add its file here.
 */

import en_US from "./texts/en_US.js";
import es_ES from "./texts/es_ES.js";

const DEFAULT = "en_US";

/** Every locale there is, and what each calls itself. */
export const LOCALES = { en_US, es_ES };

/**
 * The locale to use: the one asked for in the address, else the first of the browser's languages that exists,
 * else en_US. A language without its country is enough.
 *
 * @param {string|null} asked as `es_ES`
 * @param {readonly string[]} languages as `es-MX`
 */
export function chooseLocale(asked, languages) {
  const wishes = [asked ?? "", ...languages].map((wish) => wish.replace("-", "_"));
  for (const wish of wishes) {
    const language = wish.split("_")[0].toLowerCase();
    const found =
      Object.keys(LOCALES).find((locale) => locale.toLowerCase() === wish.toLowerCase()) ??
      Object.keys(LOCALES).find((locale) => locale.startsWith(`${language}_`));
    if (language !== "" && found !== undefined) {
      return found;
    }
  }
  return DEFAULT;
}

/** A function that says texts in that locale: `say("calls.none")`, `say("calls.from", { number })`, `say(text)`. */
export function speaker(locale) {
  const words = LOCALES[locale];
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

/** What a key of the product's own messages, as layouts have them for labels, says here; any other text is itself. */
export function message(say, key) {
  const own = /^finesse\.container\.(tabs\..+)$/.exec(key)?.[1];
  const text = own && say(own);
  return text === own ? key : text;
}
