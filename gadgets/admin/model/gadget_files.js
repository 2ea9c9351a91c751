/** The folder of uploaded gadgets: what may be put there, and how it is told. Pure. */

const DEEPEST = 15; // folders within each other
const NAME_BYTES = 255;
const LEFT_OUT = /^__MACOSX\/|(?:^|\/)\.[^/]/; // what systems and editors leave: nobody means it to be served

/** Why no file may be put at a path, as a text; undefined if it may. The server has the same rules. */
export function pathFault(path) {
  const parts = path.split("/");
  if (path === "" || parts.some((part) => part === "" || part === "." || part === ".." || part !== part.trim())) {
    return ["files.badPath", { path }];
  }
  if (/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\\:]/u.test(path) || !path.isWellFormed()) {
    return ["files.badCharacters", { path }];
  }
  if (parts.some((part) => part.startsWith("."))) {
    return ["files.hidden", { path }];
  }
  if (/\.jsp[xf]?$/i.test(path) || parts.some((part) => /^(?:web|meta)-inf$/i.test(part))) {
    return ["files.code", { path }];
  }
  if (parts.length > DEEPEST || parts.some((part) => new TextEncoder().encode(part).length > NAME_BYTES)) {
    return ["files.tooLong", { path }];
  }
  return undefined;
}

const isLeftOut = (path) => LEFT_OUT.test(path);

export const isArchive = (name) => /\.zip$/i.test(name);

/** The folder that somebody wrote, as part of a path: without slashes around it. */
export const folderOf = (text) => text.trim().replace(/^\/+|\/+$/g, "");

/** A path as part of an address. */
export const quoted = (path) => path.split("/").map(encodeURIComponent).join("/");

/**
 * What of some files is to be sent, and what not.
 *
 * @param {{path: string, size: number}[]} files with their paths below `folder`
 * @param {string} folder
 * @param {{fileBytes: number}} limits
 * @returns {{wanted: object[], faults: Array, leftOut: number}} `wanted` with their whole paths
 */
export function chosen(files, folder, { fileBytes }) {
  const wanted = [];
  const faults = [];
  let leftOut = 0;
  for (const file of files) {
    const path = folder === "" ? file.path : `${folder}/${file.path}`;
    const fault = pathFault(path) ?? (file.size > fileBytes ? ["files.tooLarge", { path }] : undefined);
    if (isLeftOut(file.path)) {
      leftOut += 1;
    } else if (fault !== undefined) {
      faults.push(fault);
    } else {
      wanted.push({ ...file, path });
    }
  }
  return { wanted, faults, leftOut };
}

/** So many bytes, in words of a language. */
export function sizeText(bytes, language) {
  const units = ["B", "kB", "MB", "GB"];
  let unit = 0;
  let size = bytes;
  while (size >= 1000 && unit < units.length - 1) {
    size /= 1000;
    unit += 1;
  }
  const digits = unit === 0 || size >= 100 ? 0 : 1;
  return `${size.toLocaleString(language, { maximumFractionDigits: digits })} ${units[unit]}`;
}
