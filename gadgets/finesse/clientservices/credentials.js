/** How a gadget says who it is: from its Config, or what the sign-in page left in the session's storage. */

/**
 * @param {{authorization?: string, id?: string, password?: string}} config
 * @returns {string} Base64 of `id:password`, or nothing
 */
function authorizationOf(config, frame) {
  if (typeof config.authorization === "string" && config.authorization.trim() !== "") {
    return config.authorization;
  }
  if (typeof config.id === "string" && typeof config.password === "string") {
    return toBase64(`${config.id}:${config.password}`);
  }
  return frame.sessionStorage?.getItem("userFinesseAuth") ?? "";
}

/**
 * The value of the header Authorization: Bearer with single sign-on, else Basic.
 *
 * @param {{authToken?: string, systemAuthMode?: string, authorization?: string, id?: string,
 *   password?: string}} config
 */
export function authorizationHeader(config, frame) {
  const token = config.authToken;
  const bearer = typeof token === "string" && token !== "" && config.systemAuthMode !== "NON_SSO";
  return bearer ? `Bearer ${token}` : `Basic ${authorizationOf(config, frame)}`;
}

/** `{id, password}` of what authorizes; the password may hold colons. */
export function credentialsOf(config, frame) {
  const text = fromBase64(authorizationOf(config, frame));
  const colon = text.indexOf(":");
  return colon < 0
    ? { id: config.id, password: config.password }
    : { id: text.slice(0, colon), password: text.slice(colon + 1) };
}

function toBase64(text) {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}

function fromBase64(coded) {
  try {
    const bytes = Uint8Array.from(atob(coded.trim()), (letter) => letter.charCodeAt(0));
    return new TextDecoder().decode(bytes);
  } catch {
    return "";
  }
}
