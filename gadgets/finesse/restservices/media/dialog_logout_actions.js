/** What becomes of tasks when their agent signs out. */
import { choices } from "./choices.js";

/**
 * `CLOSE` and `TRANSFER`.
 * @public finesse.restservices.DialogLogoutActions
 */
export const DialogLogoutActions = choices("CLOSE", "TRANSFER");
