/** Tones that a call is sent: which have not been answered yet, and what waits for them. */

export const DIGITS = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "*", "0", "#"];

/** What would come between tones: these wait until all of them are answered (administration guide, DTMF). */
const WAITING = ["HOLD", "TRANSFER", "CONFERENCE", "CONSULT_CALL", "TRANSFER_SST", "DROP"];

/** What a tone's request is about; every tone has a number of its own, so that several can be on the way. */
export const digitKey = ({ dialogId, number }) => `digit ${dialogId} ${number}`;

/** How many tones the server has not answered: of a call, or of all. */
export function unanswered({ pending }, dialogId) {
  const begin = dialogId === undefined ? "digit " : `digit ${dialogId} `;
  return Object.keys(pending).filter((key) => key.startsWith(begin)).length;
}

/** Whether an action must wait for tones that are on their way. */
export const waitsForDigits = (desk, action) => WAITING.includes(action) && unanswered(desk) > 0;

const LETTERS = { 2: "ABC", 3: "DEF", 4: "GHI", 5: "JKL", 6: "MNO", 7: "PQRS", 8: "TUV", 9: "WXYZ" };

/** The letters on a key, as on a phone. */
export const lettersOn = (digit) => LETTERS[digit] ?? "";

/** A number with its letters as the digits of their keys; everything else stays (user guide, Make a call). */
export function withoutLetters(number) {
  return number.replace(/[a-z]/gi, (letter) =>
    Object.keys(LETTERS).find((digit) => LETTERS[digit].includes(letter.toUpperCase())),
  );
}
