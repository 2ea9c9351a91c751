/**
 * What gadgets log on `finesse.clientLogging.<gadget>`, the latest of it, for the agent's error report. Pure: lines go
 * in, one text comes out, never longer than the server takes.
 */

export const LONGEST_LINE = 4_000; // characters
export const LONGEST = 1_000_000; // characters; the server takes 1,048,576

// Characters that XML 1.0 §2.2 forbids.
const UNSENDABLE = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g;

export class ClientLog {
  constructor() {
    this.lines = [];
    this.from = 0; // the first that counts
    this.length = 0;
  }

  add(line) {
    const kept = String(line).slice(0, LONGEST_LINE).replace(UNSENDABLE, " ").toWellFormed();
    this.lines.push(kept);
    this.length += kept.length + 1;
    while (this.length > LONGEST) {
      this.length -= this.lines[this.from].length + 1;
      this.from += 1;
    }
    if (this.from * 2 > this.lines.length) {
      this.lines.splice(0, this.from);
      this.from = 0;
    }
  }

  text() {
    return this.lines.slice(this.from).join("\n");
  }
}
