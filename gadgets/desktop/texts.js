/**
 * The desktop's texts. A text is [key, values]: a key of texts/<locale>.js and what its {placeholders} stand for; a
 * value may be a text itself.
 */

/** What a key of the product's own messages, as layouts have them for labels, says here; any other text is itself. */
export function message(say, key) {
  const own = /^finesse\.container\.(tabs\..+)$/.exec(key)?.[1];
  const text = own && say(own);
  return text === own ? key : text;
}
