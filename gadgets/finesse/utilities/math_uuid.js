/** Identifiers as `Math.uuid...`, which older gadgets call. */
import { generateUUID } from "./uuid.js";

const DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/** Add them to `Math`, where nobody else has. */
export function addUuids(math) {
  /** A UUID in capitals, or so many random digits of a number system. */
  math.uuid ??= (length, radix = DIGITS.length) =>
    length === undefined
      ? generateUUID().toUpperCase()
      : Array.from({ length }, () => DIGITS[Math.floor(Math.random() * Math.min(radix, DIGITS.length))]).join(
          "",
        );
  /** A UUID in capitals. */
  math.uuidFast ??= () => generateUUID().toUpperCase();
  /** A UUID. */
  math.uuidCompact ??= () => generateUUID();
}
