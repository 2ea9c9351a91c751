/** The namespace `finesse.utilities`. */
import { I18n } from "./i18n.js";
import { SaxParser } from "./sax_parser.js";
import { Utilities } from "./utilities.js";

export const utilities = { Utilities, I18n, SaxParser };
