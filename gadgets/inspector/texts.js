/** The inspector's words. To add a language, add its file here. */

import en_US from "./texts/en_US.js";
import es_ES from "./texts/es_ES.js";

export const LOCALES = { en_US, es_ES };

/** The locale asked for, else the first of the browser's languages that there is, else English. */
export function chooseLocale(asked, languages) {
  for (const wish of [asked ?? "", ...languages]) {
    const [language] = wish.toLowerCase().split(/[-_]/);
    const found = Object.keys(LOCALES).find((locale) => language !== "" && locale.startsWith(`${language}_`));
    if (found !== undefined) {
      return found;
    }
  }
  return "en_US";
}

/** `say("key")`, `say("key", { name: value })`, `say(["key", values])`; a key without words is itself. */
export function speaker(locale) {
  const words = LOCALES[locale];
  return function say(key, values = {}) {
    if (Array.isArray(key)) {
      return say(...key);
    }
    return (words[key] ?? key).replace(/\{(\w+)\}/g, (_whole, name) => String(values[name] ?? ""));
  };
}
