/**
 * The Finesse REST API as the desktop uses it. Every request ends within its time limit; what is not a success is
 * thrown as a RestError whose `kind` says what the user can be told.
 */

import { base64 } from "../notification/base64.js";
import { parseLong } from "./connection/long_xml.js";
import { parse, XmlError } from "../notification/xml.js";
import { pause } from "./turns.js";

const ANSWER_WITHIN = 10_000;

/** `kind`: unauthorized, notFound, refused, outOfService, unreachable. `type`, `message`, `data`: the API's words. */
export class RestError extends Error {
  constructor(kind, { status = 0, type = "", message = "", data = "" } = {}) {
    super(`${kind}: ${status} ${type} ${message} ${data}`.trim());
    Object.assign(this, { kind, status, type, text: message, data });
  }
}

export class Rest {
  /** @param {{user: string, password: string}} credentials none for what needs none */
  constructor(credentials) {
    this.authorization = credentials && `Basic ${base64(`${credentials.user}:${credentials.password}`)}`;
  }

  /** The root element of the answer. */
  async get(path) {
    const text = await this.exchange("GET", path);
    try {
      return await parseLong(text, pause);
    } catch (error) {
      throw error instanceof XmlError ? new RestError("unreachable", { message: error.message }) : error;
    }
  }

  /** Send a command; its outcome comes as a notification. */
  async command({ method, path, body, requestId }) {
    await this.exchange(method, path, String(body), { requestId });
  }

  /** The answer's text. */
  async exchange(method, path, body, headers = {}) {
    return (await this.ask(method, path, body, headers)).text;
  }

  /**
   * Text and headers of the answer. What is sent is XML, unless `headers` has another Content-Type or it is a form,
   * of which the browser makes its own.
   *
   * @param {string} method
   * @param {string} path
   * @param {string|FormData|Blob} [body]
   * @param {Record<string, string>} [given] headers
   * @param {number} [within] ms
   */
  async ask(method, path, body, given = {}, within = ANSWER_WITHIN) {
    const headers = { Accept: "application/xml", ...given };
    if (this.authorization) {
      headers.Authorization = this.authorization;
    }
    if (typeof body === "string") {
      headers["Content-Type"] ??= "application/xml";
    }
    const signal = AbortSignal.timeout(within);
    let response, text;
    try {
      // No cookies: the browser would otherwise answer a 401 with a dialog of its own.
      response = await fetch(path, { method, headers, body, signal, credentials: "omit", cache: "no-store" });
      text = await response.text();
    } catch (error) {
      throw new RestError("unreachable", { message: error.message });
    }
    if (!response.ok) {
      throw new RestError(kindOf(response.status), { status: response.status, ...wordsOf(text) });
    }
    return { text, headers: response.headers };
  }
}

function kindOf(status) {
  if (status === 401) {
    return "unauthorized";
  }
  if (status === 404) {
    return "notFound";
  }
  return status === 502 || status === 503 || status === 504 ? "outOfService" : "refused";
}

/** The words of `<ApiErrors>`; a proxy's or container's page has none. */
function wordsOf(text) {
  try {
    const error = parse(text).child("ApiError");
    return (
      error && { type: error.at("ErrorType"), message: error.at("ErrorMessage"), data: error.at("ErrorData") }
    );
  } catch (error) {
    if (error instanceof XmlError) {
      return undefined;
    }
    throw error;
  }
}
