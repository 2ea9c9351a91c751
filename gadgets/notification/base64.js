/** Base64, as SASL PLAIN and HTTP's Basic authentication have it. */

/** Base64 of the text's UTF-8. */
export function base64(text) {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}
