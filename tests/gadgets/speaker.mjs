/** What the pages say, for tests in Node: all languages of each page, and what says their texts. */

import { readdirSync } from "node:fs";

import { speakerOf } from "../../gadgets/desktop/parts/speech.js";

/** The words of a page's folder, by locale. */
export async function wordsOf(page) {
  const folder = new URL(`../../gadgets/${page}/texts/`, import.meta.url);
  const files = readdirSync(folder).filter((name) => name.endsWith(".js")).sort();
  const read = files.map(async (name) => [name.slice(0, -3), (await import(new URL(name, folder))).default]);
  return Object.fromEntries(await Promise.all(read));
}

/** The desktop's words, by locale. */
export const LOCALES = await wordsOf("desktop");

/** What says the desktop's texts in that locale. */
export const speaker = (locale) => speakerOf(LOCALES[locale]);
