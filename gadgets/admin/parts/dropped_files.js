/** What was dropped on the page: files, and folders with all that is in them. */

/**
 * @param {DataTransfer} transfer
 * @param {number} most files; of more, one more is given, so that it shows
 * @returns {Promise<{path: string, file: File}[]>}
 */
export async function droppedFiles(transfer, most) {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  if (entries.length === 0) {
    return [...transfer.files].map((file) => ({ path: file.name, file }));
  }
  const found = [];
  const waiting = entries.reverse();
  while (waiting.length > 0 && found.length <= most) {
    const entry = waiting.pop();
    if (entry.isFile) {
      const file = await new Promise((resolve, reject) => entry.file(resolve, reject));
      found.push({ path: entry.fullPath.replace(/^\//, ""), file });
    } else {
      waiting.push(...(await inFolder(entry.createReader())));
    }
  }
  return found;
}

/** Browsers give the entries of a folder in parts, and then none. */
async function inFolder(reader) {
  const all = [];
  for (;;) {
    const part = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
    if (part.length === 0) {
      return all.reverse();
    }
    all.push(...part);
  }
}
