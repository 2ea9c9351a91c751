/** What a task of one medium does when another interrupts it. */
import { choices } from "./choices.js";

/**
 * `ACCEPT` and `IGNORE`.
 * @public finesse.restservices.InterruptActions
 */
export const InterruptActions = choices("ACCEPT", "IGNORE");
