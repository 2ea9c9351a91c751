/** The namespace `finesse.restservices`. */

export const restservices = {};
