/** Texts in the user's language. */

let getter;

/**
 * Texts by their keys.
 * @public finesse.utilities.I18n
 */
export const I18n = {
  /**
   * The text of a key, with what follows in the places `{0}`, `{1}`... What a missing key has instead is a
   * function that gives `???key???`, and so does its text.
   */
  getString(key, ...substitutes) {
    const text = (getter ?? fromThePage)(key);
    if (typeof text !== "string" || text === "") {
      const missing = () => `???${key}???`;
      missing.toString = missing;
      return missing;
    }
    return text.replace(/\{(\d{1,3})\}/g, (place, number) => String(substitutes[number] ?? place));
  },

  /** Take texts from this function of the key. */
  setGetter(given) {
    getter = given;
  },
};

/** A gadget's own messages, or those of the container's page. */
function fromThePage(key) {
  const { gadgets, finesse } = globalThis.window ?? globalThis;
  const own = gadgets?.Prefs === undefined ? undefined : new gadgets.Prefs().getMsg?.(key);
  return own || finesse?.container?.I18n?.getMsg?.(key);
}
