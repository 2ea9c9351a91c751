/** The namespace `finesse.gadget`. */

export const gadget = {};
