/** The namespace `finesse.cslogger`. */

export const cslogger = {};
