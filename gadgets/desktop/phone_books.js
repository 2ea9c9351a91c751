/** The agent's phone books, read when the desktop is there already: thousands of contacts keep nobody waiting. */

import { contactElements, readContact } from "./model/calls/contacts.js";
import { phoneBooksPath } from "./model/request.js";
import { RestError } from "./rest.js";
import { readInTurns } from "./turns.js";

const AGAIN_AFTER = 30_000;

export class PhoneBooks {
  /** @param {(contacts: object[]) => void} changed */
  constructor(rest, loginId, changed) {
    Object.assign(this, { rest, loginId, changed, turn: 0 });
  }

  /** Read them, again later where the server does not answer; what an earlier turn has read does not count. */
  async read() {
    clearTimeout(this.again);
    this.turn += 1;
    const { turn } = this;
    let contacts;
    try {
      contacts = await readInTurns(contactElements(await this.rest.get(phoneBooksPath(this.loginId))), readContact);
    } catch (error) {
      if (!(error instanceof RestError)) {
        throw error;
      }
      if (turn === this.turn) {
        console.warn(`phone books: ${error.message}; they are asked for again in ${AGAIN_AFTER / 1000} s`);
        this.again = setTimeout(() => void this.read(), AGAIN_AFTER);
      }
      return;
    }
    if (turn === this.turn) {
      this.changed(contacts);
    }
  }

  close() {
    clearTimeout(this.again);
    this.turn += 1;
  }
}
