/** The namespace `finesse.container`, which in a gadget's window holds the same Config. */
import { Config } from "./config.js";

export const container = { Config };
