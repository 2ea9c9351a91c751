/** What the browser keeps for the gadget: cookies, and the store of this origin. */

const DAY = 86_400_000;

/**
 * Cookies of the path `/`, and `localStorage`.
 * @public finesse.utilities.Utilities
 */
export const stores = {
  /** Keep a cookie, for so many days or until the browser ends. */
  addCookie(name, value, days) {
    const expires = days ? `; expires=${new Date(Date.now() + days * DAY).toUTCString()}` : "";
    document.cookie = `${encodeURIComponent(name)}=${encodeURIComponent(value)}${expires}; path=/`;
  },

  /** A cookie's value, null where there is none. */
  getCookie(name) {
    const wanted = `${encodeURIComponent(name)}=`;
    const found = document.cookie.split(/; */).find((cookie) => cookie.startsWith(wanted));
    return found === undefined ? null : decoded(found.slice(wanted.length));
  },

  /** Forget a cookie. */
  deleteCookie(name) {
    stores.addCookie(name, "", -1);
  },

  /** What is kept under a key, null where nothing is. */
  getDOMStoreItem(key) {
    return globalThis.localStorage.getItem(key);
  },

  /** Keep a text under a key. */
  setDOMStoreItem(key, value) {
    globalThis.localStorage.setItem(key, value);
  },

  /** Forget what is kept under a key. */
  removeDOMStoreItem(key) {
    globalThis.localStorage.removeItem(key);
  },

  /** Forget all. */
  clearDOMStore() {
    globalThis.localStorage.clear();
  },
};

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
