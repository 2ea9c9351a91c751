/** Which test shows a member: one that names it, in a file that names whose it is. */
import { readFileSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";

const TESTS = fileURLToPath(new URL("../../../", import.meta.url));
const PLACES = ["gadgets/finesse", "finesse/pages"];
/** The tests about the members as such name none of them. */
const NOT_HERE = "gadgets/finesse/members/";
const CONSTANTS = {
  file: "gadgets/finesse/members/declarations.check.mjs",
  title: "constants have the values that are declared, and functions no more parameters",
};
const BEGINNING = /^(?:test\(\s*(?:"((?:[^"\\]|\\.)*)"|`((?:[^`\\]|\\.)*)`|(\w+))|(?:async )?def test_(\w+))/;

/** `{file, title, text}` of each test; what stands in a file beside its tests is one without a title. */
function blocks() {
  const found = [];
  for (const place of PLACES) {
    for (const entry of readdirSync(`${TESTS}${place}`, { recursive: true }).sort()) {
      const file = `${place}/${entry}`;
      if (/\.test\.mjs$|(^|\/)test_\w+\.py$/.test(file) && !file.startsWith(NOT_HERE)) {
        found.push(...blocksOf(file, readFileSync(`${TESTS}${file}`, "utf8")));
      }
    }
  }
  return found;
}

function blocksOf(file, whole) {
  const found = [{ file, whole, title: "", lines: [] }];
  for (const line of whole.split("\n")) {
    const [, quoted, template, , python] = BEGINNING.exec(line) ?? [];
    const title = quoted ?? template ?? python?.replaceAll("_", " ");
    if (title !== undefined) {
      found.push({ file, whole, title, lines: [] });
    }
    found.at(-1).lines.push(line);
    if (/^\}\);$|^\}$/.test(line)) {
      found.push({ file, whole, title: "", lines: [] });
    }
  }
  return found
    .filter(({ lines }) => lines.some((line) => line.trim() !== ""))
    .map(({ lines, ...one }) => ({ ...one, text: lines.join("\n") }));
}

const BLOCKS = blocks();

/** @returns {{file: string, title: string}|undefined} below tests/ */
export function shownBy({ owner, member, kind, literal }) {
  if (literal !== undefined) {
    return CONSTANTS;
  }
  const own = word(member);
  const whose = word(kind === "class" || kind === "namespace" ? member : owner.split(".").at(-1));
  let best;
  for (const { file, whole, title, text } of BLOCKS) {
    if (own.test(text) && whose.test(whole)) {
      const rank = (whose.test(text) ? 2 : 0) + (title === "" ? 0 : 1);
      if (best === undefined || rank > best.rank) {
        best = { rank, file, title };
      }
    }
  }
  return best && { file: best.file, title: best.title };
}

/** A word, with its first letter small as well: `ClientServices` and `clientServicesOf`. */
function word(name) {
  const [first, rest] = [name[0], name.slice(1)];
  return new RegExp(
    `(?<![A-Za-z_])[${first.toUpperCase()}${first.toLowerCase()}]${rest}(?:Of)?(?![A-Za-z_])`,
  );
}
