/** XML read piece by piece. */
import { objectOf } from "../converter/object_form.js";
import { readXml } from "../converter/xml_reader.js";

/**
 * The reader that the library itself uses.
 * @public finesse.utilities.SaxParser
 */
export const SaxParser = {
  /** A text as an object, or `{startElement, endElement, characters, cdata}` called for what is in it. */
  parse(xml, handlers) {
    if (handlers === undefined) {
      return objectOf(xml);
    }
    readXml(xml, handlers);
    return undefined;
  },
};
