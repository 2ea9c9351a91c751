/** Which addresses a workflow may open or ask: pages of http and https, and no page that would mean something here. */

const LONGEST = 8_000; // characters; servers take no more
const ILLEGAL = /[\u0000-\u001F\u007F]/;
const WEB = /^https?:\/\/[^/?#]/i;
const API = "/finesse/api";
const NOT_TO_SHOW = [API, "/gadgets"]; // of this server

/**
 * The address of a page to be opened, `{url}`, or `{refused}`: control, long, scheme, malformed, api. A path is one of
 * this server.
 */
export function popAddress(text, origin) {
  const read = webAddress(text, origin);
  if (read.url?.origin === origin) {
    const path = plainPath(read.url);
    if (path === undefined || isBelow(path, NOT_TO_SHOW)) {
      return { refused: "api" };
    }
  }
  return told(read);
}

/** The address that the gadget server is to ask, `{url}`, or `{refused}` as above. A path is one of this server. */
export function requestAddress(text, origin) {
  return told(webAddress(text, origin));
}

/** The path below the API of this server, which needs no host: `{path}`, or `{refused}`; elsewhere where it leads elsewhere. */
export function apiAddress(text, origin) {
  const read = webAddress(text, origin);
  if (read.url === undefined) {
    return read;
  }
  const { url } = read;
  const isOurs = url.origin === origin && url.username === "" && isBelow(url.pathname, [API]);
  return isOurs && isBelow(plainPath(url) ?? "", [API]) ? { path: `${url.pathname}${url.search}` } : { refused: "elsewhere" };
}

/** {url: URL}, or {refused}. */
function webAddress(given, origin) {
  const text = given.trim();
  if (ILLEGAL.test(text)) {
    return { refused: "control" };
  }
  if (text.length > LONGEST) {
    return { refused: "long" };
  }
  const isPath = /^\/(?![/\\])/.test(text);
  if (!isPath && !WEB.test(text)) {
    return { refused: "scheme" };
  }
  try {
    return { url: new URL(text, origin) };
  } catch {
    return { refused: "malformed" };
  }
}

const told = (read) => (read.url === undefined ? read : { url: read.url.href });

/** A URL's path without escapes, or undefined where nobody knows what the server makes of it. */
function plainPath(url) {
  try {
    const plain = decodeURIComponent(url.pathname);
    return new URL(plain.replaceAll(/[?#]/g, "_"), "https://any.example").pathname;
  } catch {
    return undefined;
  }
}

const isBelow = (path, tops) => tops.some((top) => `${path}/`.startsWith(`${top}/`));
