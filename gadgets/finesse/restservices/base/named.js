/** Constants whose value is their name. */

/** An object of them. */
export function named(...names) {
  return Object.fromEntries(names.map((name) => [name, name]));
}
