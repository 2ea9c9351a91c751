/** The namespace `finesse.digital`. */

export const digital = {};
