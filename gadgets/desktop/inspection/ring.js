/** The last things that happened: so many, and no more characters of them than that; the oldest go first. Pure. */

export const MOST = 3_000;
export const LARGEST = 4_000_000; // characters

export class Ring {
  constructor() {
    this.entries = [];
    this.first = 0; // the number of the oldest entry
    this.characters = 0;
  }

  /** The number that the next entry gets. */
  get next() {
    return this.first + this.entries.length;
  }

  /** @param {{text: string}} entry its text is what it takes */
  push(entry) {
    this.entries.push(entry);
    this.characters += entry.text.length;
    if (this.entries.length > 2 * MOST || this.characters > LARGEST) {
      this.shrink();
    }
  }

  /** All entries from that number on, as far as they are still there. */
  since(number) {
    return this.entries.slice(Math.max(Math.max(0, number - this.first), this.entries.length - MOST));
  }

  /** Rarely and much at once, since an array moves all that it keeps. */
  shrink() {
    let at = Math.max(0, this.entries.length - MOST);
    let characters = this.entries.slice(at).reduce((sum, { text }) => sum + text.length, 0);
    while (characters > LARGEST / 2 && at < this.entries.length) {
      characters -= this.entries[at].text.length;
      at += 1;
    }
    this.entries.splice(0, at);
    this.first += at;
    this.characters = characters;
  }
}
