/** Random identifiers. */

/** A version 4 UUID. Without the browser's generator its digits are merely unlikely to be met twice. */
export function generateUUID() {
  return "xxxxxxxx-xxxx-4xxx-yxxx-xxxxxxxxxxxx".replace(/[xy]/g, (place) => {
    const digit = randomDigit();
    return (place === "x" ? digit : (digit & 0x3) | 0x8).toString(16);
  });
}

function randomDigit() {
  const { crypto } = globalThis;
  return crypto?.getRandomValues === undefined
    ? Math.floor(Math.random() * 16)
    : crypto.getRandomValues(new Uint8Array(1))[0] & 0xf;
}
