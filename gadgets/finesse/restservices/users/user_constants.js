/** Words of the User: each is called what it is. */
import { named } from "../base/named.js";

/** States of a user. */
export const States = named(
  ...["LOGIN", "LOGOUT", "NOT_READY", "READY", "RESERVED", "RESERVED_OUTBOUND", "RESERVED_OUTBOUND_PREVIEW"],
  ...["TALKING", "HOLD", "WORK", "WORK_READY"],
);

/** How a mobile agent is called: for each call, or once for all. */
export const WorkMode = named("CALL_BY_CALL", "NAILED_CONNECTION");

/** Whether a user wraps up after a call. */
export const WrapUpMode = named("REQUIRED", "REQUIRED_WITH_WRAP_UP_DATA", "OPTIONAL", "NOT_ALLOWED");
