/** The namespace `finesse.shortcutkey`. */

export const shortcutkey = {};
