/**
 * The desktop's log in the browser's own storage, under the keys that the product's viewer reads: of each session
 * its chunks of lines, `Fi<session>_<n>`, which they are, `Fi<session>`, and of all sessions which there are.
 */

const SESSIONS = "FinesseSessionsInfo";
/** Sessions that are kept, chunks of each, and characters of a chunk. The eldest make room. */
export const SESSIONS_KEPT = 5;
export const CHUNKS_KEPT = 20;
export const CHUNK_CHARACTERS = 16_384;

/** The lines of one session. */
export class LocalLog {
  /**
   * @param {Storage} storage
   * @param {string} session
   */
  constructor(storage, session) {
    this.storage = storage;
    this.name = `Fi${session}`;
    const kept = this.read(this.name, {});
    this.first = Number.isInteger(kept.first) ? kept.first : 0;
    this.last = Number.isInteger(kept.last) ? kept.last : 0;
    this.text = storage.getItem(`${this.name}_${this.last}`) ?? "";
    this.remember(session);
  }

  add(line) {
    const text = `${line}\n`.slice(-CHUNK_CHARACTERS);
    if (this.text.length + text.length > CHUNK_CHARACTERS) {
      this.last += 1;
      this.text = "";
    }
    while (this.last - this.first >= CHUNKS_KEPT) {
      this.dropFirst();
    }
    this.text += text;
    this.write(`${this.name}_${this.last}`, this.text);
    this.write(this.name, JSON.stringify({ first: this.first, last: this.last }));
  }

  /** All lines that are kept, the eldest first. */
  lines() {
    const chunks = [];
    for (let at = this.first; at <= this.last; at += 1) {
      chunks.push(this.storage.getItem(`${this.name}_${at}`) ?? "");
    }
    return chunks.join("").split("\n").slice(0, -1);
  }

  dropFirst() {
    this.storage.removeItem(`${this.name}_${this.first}`);
    this.first += 1;
  }

  /** Full storage makes room by this session's eldest chunk; if that does not help, the line is lost. */
  write(key, text) {
    try {
      this.storage.setItem(key, text);
    } catch {
      if (this.first < this.last) {
        this.dropFirst();
        try {
          this.storage.setItem(key, text);
        } catch {
          // the log is not worth more than what else is stored
        }
      }
    }
  }

  remember(session) {
    const known = this.read(SESSIONS, []);
    const sessions = [...(Array.isArray(known) ? known : []).filter((one) => one !== session), session];
    while (sessions.length > SESSIONS_KEPT) {
      this.forget(`Fi${sessions.shift()}`);
    }
    this.write(SESSIONS, JSON.stringify(sessions));
  }

  forget(name) {
    const chunks = [];
    for (let at = 0; at < this.storage.length; at += 1) {
      const key = this.storage.key(at);
      if (key === name || key.startsWith(`${name}_`)) {
        chunks.push(key);
      }
    }
    chunks.forEach((key) => this.storage.removeItem(key));
  }

  read(key, otherwise) {
    try {
      return JSON.parse(this.storage.getItem(key)) ?? otherwise;
    } catch {
      return otherwise;
    }
  }
}
