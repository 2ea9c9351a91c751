/** XML to JSON and back, by the rules of `object_form.js`. */
import { escaped, objectOf, xmlOf } from "./object_form.js";

/**
 * The two directions as gadgets call them.
 * @public finesse.Converter
 */
export const Converter = {
  /** The JSON text of an XML text, document or element; `tab` is what its lines begin with. */
  xml2json(xml, tab) {
    return JSON.stringify(objectOf(textOf(xml)), undefined, tab);
  },

  /** The XML text of an object, one element on a line after tabs; with `escape`, its texts are escaped. */
  json2xml(object, escape) {
    return xmlOf(object, { escape: escape ? escaped : (text) => text, indented: true });
  },
};

/** The text of what may be a text or a node of a document. */
export function textOf(xml) {
  return typeof xml === "string" ? xml : new XMLSerializer().serializeToString(xml);
}
