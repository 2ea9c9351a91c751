/** The namespace `finesse.containerservices`. */

export const containerservices = {};
