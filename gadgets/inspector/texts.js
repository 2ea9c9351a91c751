/** The inspector's words. To add a language, add its file here. */

import { localeOf, speakerOf } from "../desktop/parts/speech.js";
import en_US from "./texts/en_US.js";
import es_ES from "./texts/es_ES.js";

export const LOCALES = { en_US, es_ES };

/** The inspector's locale: see `localeOf`. */
export function chooseLocale(asked, languages) {
  return localeOf(LOCALES, asked, languages);
}

/** What says texts in that locale: see `speakerOf`. */
export function speaker(locale) {
  return speakerOf(LOCALES[locale]);
}
