/** The REST API as an administrator uses it: read, create, change and remove. Throws RestError of desktop/rest.js. */

import { Rest, RestError } from "../desktop/rest.js";
import { XmlError } from "../notification/xml.js";

const ANSWER_WITHIN = 60_000; // thousands of contacts are kept before it is answered

export class AdminRest extends Rest {
  /**
   * @param {{user: string, password: string}} credentials
   * @param {() => void} [unauthorized] what happens when the server takes them no more
   */
  constructor(credentials, unauthorized = () => undefined) {
    super(credentials);
    this.unauthorized = unauthorized;
  }

  /** A new object. Returns its path, such as /finesse/api/ReasonCode/3; "" where the server names none. */
  async post(path, body) {
    const { headers } = await this.ask("POST", path, written(body));
    const where = headers.get("Location");
    return where === null ? "" : new URL(where, globalThis.location?.href).pathname;
  }

  /** Change an object. */
  async put(path, body) {
    await this.ask("PUT", path, written(body));
  }

  /** Remove an object. */
  async delete(path) {
    await this.ask("DELETE", path);
  }

  /** A file's text, as `type`. */
  async text(path, type) {
    return (await this.ask("GET", path, undefined, { Accept: type })).text;
  }

  /** Send a form with files; returns the answer's text. */
  async upload(path, form, method = "POST") {
    return (await this.ask(method, path, form)).text;
  }

  async ask(method, path, body, headers, within = ANSWER_WITHIN) {
    try {
      return await super.ask(method, path, body, headers, within);
    } catch (error) {
      if (error.kind === "unauthorized") {
        this.unauthorized();
      }
      throw error;
    }
  }
}

/** An element as text. Some characters XML cannot carry. */
function written(body) {
  try {
    return String(body);
  } catch (error) {
    throw error instanceof XmlError ? new RestError("unsendable", { message: error.message }) : error;
  }
}
