/** The namespace `finesse.utilities`. */
import { DesktopCache } from "./desktop_cache.js";
import { I18n } from "./i18n.js";
import { JsonValidator } from "./json_validator.js";
import { SaxParser } from "./sax_parser.js";
import { Utilities } from "./utilities.js";

export const utilities = { Utilities, I18n, SaxParser, DesktopCache, JsonValidator };
