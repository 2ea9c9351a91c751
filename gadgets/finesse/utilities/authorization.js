/** Who the gadget speaks for. */
import { decode, encode } from "./base64.js";

/**
 * Passwords and tokens in the forms in which requests carry them.
 * @public finesse.utilities.Utilities
 */
export const authorization = {
  /** The Base64 of a text. */
  b64Encode(text) {
    return encode(text);
  },

  /** The text of a Base64. */
  b64Decode(base64) {
    return decode(base64);
  },

  /** `{id, password}` of the Base64 of both. */
  getCredentials(base64) {
    const text = decode(base64);
    const colon = text.indexOf(":");
    return colon === -1
      ? { id: text, password: "" }
      : { id: text.slice(0, colon), password: text.slice(colon + 1) };
  },

  /** What the header `Authorization` says for a gadget of that `finesse.gadget.Config`. */
  getAuthHeaderString(config) {
    const modes = authorization.getAuthModes();
    const token = config?.systemAuthMode === modes.NON_SSO ? undefined : config?.authToken;
    return token ? `Bearer ${token}` : `Basic ${config?.authorization ?? ""}`;
  },

  /** How a system may have its users sign in. */
  getAuthModes() {
    return { SSO: "SSO", NON_SSO: "NON_SSO", HYBRID: "HYBRID" };
  },

  /** `{token}` of single sign-on, undefined without it. */
  getAuthTokenObj() {
    const token = authorization.getToken();
    return token ? { token } : undefined;
  },

  /** The token of single sign-on, undefined without it. */
  getToken() {
    return globalThis.window?.finesse?.gadget?.Config?.authToken || undefined;
  },

  /** The Base64 of the user's id and password, as the desktop keeps it for this tab. */
  getUserAuthString() {
    return globalThis.sessionStorage?.getItem("userFinesseAuth") ?? undefined;
  },
};
