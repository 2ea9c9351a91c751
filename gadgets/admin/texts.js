/**
 * The console's words. A text is [key, values]: a key of texts/<locale>.js and what its {placeholders} stand for.
 * To add a language, add its file here.
 */

import { localeOf, speakerOf } from "../desktop/parts/speech.js";
import en_US from "./texts/en_US.js";
import es_ES from "./texts/es_ES.js";

/** Every locale there is, and what each calls itself. */
export const LOCALES = { en_US, es_ES };

/** The console's locale: see `localeOf`. */
export function chooseLocale(asked, languages) {
  return localeOf(LOCALES, asked, languages);
}

/** What says texts in that locale: see `speakerOf`. */
export function speaker(locale) {
  return speakerOf(LOCALES[locale]);
}
