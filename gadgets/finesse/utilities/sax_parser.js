/** XML read piece by piece. */
import { objectOf } from "../converter/object_form.js";
import { readXml } from "../converter/xml_reader.js";

/**
 * The reader that the library itself uses.
 * @public finesse.utilities.SaxParser
 */
export const SaxParser = {
  /** A text as an object; with handlers, `{startElement, endElement, characters, cdata}` are called instead. */
  parse(xml, handlers) {
    if (handlers === undefined) {
      return objectOf(xml);
    }
    readXml(xml, handlers);
    return undefined;
  },
};
