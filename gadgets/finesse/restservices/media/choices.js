/** Words to choose from, and whether something is one of them. */
import { named } from "../base/named.js";

/** The words, each called what it is. */
export function choices(...words) {
  return {
    ...named(...words),
    /** Whether it is one of them, in capitals or not. */
    isValidAction(action) {
      return typeof action === "string" && words.includes(action.toUpperCase());
    },
  };
}
