/** The namespace `finesse.gadget`. */
import { Config } from "./config.js";

export const gadget = { Config };
