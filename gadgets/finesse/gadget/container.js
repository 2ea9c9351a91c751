/** The namespace `finesse.container`. */

export const container = {};
