/** Base64 of text, whose characters are UTF-8 bytes in it. */

const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** The Base64 of a text. */
export function encode(text) {
  const bytes = bytesOf(String(text));
  let encoded = "";
  for (let at = 0; at < bytes.length; at += 3) {
    const [first, second = 0, third = 0] = bytes.slice(at, at + 3);
    const group = (first << 16) | (second << 8) | third;
    const digits = [group >> 18, (group >> 12) & 63, (group >> 6) & 63, group & 63].map(
      (digit) => DIGITS[digit],
    );
    encoded += digits.slice(0, Math.min(bytes.length - at, 3) + 1).join("");
  }
  return encoded + "=".repeat((4 - (encoded.length % 4)) % 4);
}

/** The text of a Base64; bytes that are no UTF-8 are characters of their own, as older clients wrote them. */
export function decode(base64) {
  let bits = 0;
  let count = 0;
  let bytes = "";
  for (const digit of String(base64)) {
    const value = DIGITS.indexOf(digit);
    if (value === -1) {
      continue;
    }
    bits = ((bits << 6) | value) & 0xffffff;
    count += 6;
    if (count >= 8) {
      count -= 8;
      bytes += String.fromCharCode((bits >> count) & 0xff);
    }
  }
  try {
    return decodeURIComponent(bytes.replace(/[%\u0080-\u00ff]/g, asPercent));
  } catch {
    return bytes;
  }
}

function bytesOf(text) {
  const escapes = encodeURIComponent(text.replace(/\p{Surrogate}/gu, "\ufffd")).match(/%..|[^%]/g) ?? [];
  return escapes.map((one) => (one.length === 3 ? Number.parseInt(one.slice(1), 16) : one.charCodeAt(0)));
}

function asPercent(byte) {
  return `%${byte.charCodeAt(0).toString(16).padStart(2, "0")}`;
}
