/** What the API answers, and the objects made of it. */
import { Converter, textOf } from "../converter/converter.js";
import { escapedOnce, objectOf, xmlOf } from "../converter/object_form.js";
import { validateHandler } from "./handlers.js";
import { arrayOf, idOf } from "./lists.js";
import { generateUUID } from "./uuid.js";

/**
 * Answers and bodies.
 * @public finesse.utilities.Utilities
 */
export const answers = {
  /** The type of the error in an answer, else `HTTP` and its status. */
  getErrCode(rsp) {
    return errorIn(rsp)?.ErrorType ?? `HTTP ${rsp?.status}`;
  },

  /** The data of the error in an answer, "" where there are none. */
  getErrData(rsp) {
    return errorIn(rsp)?.ErrorData ?? "";
  },

  /** Whether what was refused may be asked for in spite of it, "" where the answer does not say. */
  getErrOverrideable(rsp) {
    return errorIn(rsp)?.Overrideable ?? "";
  },

  /** XML of an object, one element on a line after tabs; with `escape`, its texts are escaped. */
  json2xml(object, escape) {
    return Converter.json2xml(object, escape);
  },

  /** JSON text of an XML text or document. */
  xml2json(xml, tab) {
    return Converter.xml2json(xml, tab);
  },

  /** An XML text as an object. Throws if it is none. */
  xml2JsObj(xml) {
    return objectOf(textOf(xml));
  },

  /** An XML text or document as an object. Throws if it is none. */
  xml2js(xml) {
    return objectOf(textOf(xml));
  },

  /** XML of an object, on one line; what is escaped already stays. */
  js2xml(object) {
    return xmlOf(object, { escape: escapedOnce });
  },

  /** Whether it is an array. */
  isArray(value) {
    return Array.isArray(value);
  },

  /** As an array: nothing is an empty one, one thing an array of it. */
  getArray(value) {
    return arrayOf(value);
  },

  /** An object's id: the last part of its URI. */
  getId(uri) {
    return idOf(uri);
  },

  /** A function that says whether something is `value`. */
  getEquals(value) {
    return (other) => other === value;
  },

  /** The function or nothing that was given, so that it can be put back; whatever else is given throws. */
  validateHandler(handler) {
    return validateHandler(handler);
  },

  /** A random identifier: a version 4 UUID. */
  generateUUID() {
    return generateUUID();
  },

  /** What bits of a number say. */
  bitMask: {
    /** Whether that bit is set. */
    isSet(mask, bit) {
      return (mask & bit) === bit;
    },
    /** Whether all of these are. */
    all(mask, ...bits) {
      return bits.flat().every((bit) => (mask & bit) === bit);
    },
    /** Whether one of these is. */
    any(mask, ...bits) {
      return bits.flat().some((bit) => (mask & bit) === bit);
    },
  },
};

function errorIn(rsp) {
  return arrayOf(rsp?.object?.ApiErrors?.ApiError)[0];
}
