/** The console's own API beside the REST API (`/cfadmin/api`): JSON goes in and comes out. Throws RestError. */

const ROOT = "/cfadmin/api/";
const UPLOAD_WITHIN = 120_000; // ms

export class ConsoleApi {
  /** @param {import("./rest.js").AdminRest} rest */
  constructor(rest) {
    this.rest = rest;
  }

  get(path) {
    return this.send("GET", path);
  }

  /** Send a value. Returns the answer's. */
  put(path, value) {
    return this.send("PUT", path, JSON.stringify(value), "application/json");
  }

  delete(path) {
    return this.send("DELETE", path);
  }

  /** Send the content of a file. */
  upload(method, path, file, type) {
    return this.send(method, path, file, type, UPLOAD_WITHIN);
  }

  async send(method, path, body, type, within) {
    const headers = { Accept: "application/json", ...(type && { "Content-Type": type }) };
    const { text } = await this.rest.ask(method, ROOT + path, body, headers, within);
    return JSON.parse(text);
  }
}
