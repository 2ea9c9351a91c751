/**
 * The desktop's words. A text is [key, values]: a key of texts/<locale>.js and what its {placeholders} stand for;
 * a value may be a text itself. To add a language, add its file here.
 */

import { localeOf, speakerOf } from "./parts/speech.js";
import en_US from "./texts/en_US.js";
import es_ES from "./texts/es_ES.js";

/** Every locale there is, and what each calls itself. */
export const LOCALES = { en_US, es_ES };

/** The desktop's locale: see `localeOf`. */
export function chooseLocale(asked, languages) {
  return localeOf(LOCALES, asked, languages);
}

/** What says texts in that locale: see `speakerOf`. */
export function speaker(locale) {
  return speakerOf(LOCALES[locale]);
}

/** What a key of the product's own messages, as layouts have them for labels, says here; any other text is itself. */
export function message(say, key) {
  const own = /^finesse\.container\.(tabs\..+)$/.exec(key)?.[1];
  const text = own && say(own);
  return text === own ? key : text;
}
