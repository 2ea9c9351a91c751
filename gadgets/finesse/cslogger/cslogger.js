/** The namespace `finesse.cslogger`. */
import { ClientLogger } from "./client_logger.js";
import { FinesseLogger } from "./finesse_logger.js";

export const cslogger = { ClientLogger, FinesseLogger };
