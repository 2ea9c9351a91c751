/** The namespace `finesse.utilities`. */

export const utilities = {};
