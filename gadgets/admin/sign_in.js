/** Signing in to the console: in which order the server is asked, and what is said when it refuses. */

import { SYSTEM_INFO } from "../desktop/model/request.js";
import { Rest, RestError } from "../desktop/rest.js";

const EVERYBODYS = "/finesse/api/TeamMessages"; // what every account may read
const ADMINISTRATORS = "/finesse/api/WrapUpReasons";

/** `text` is the key of what to say, `field` the one that is wrong, if one is. */
export class SignInError extends Error {
  constructor(kind, field) {
    super(kind);
    this.text = `signInError.${kind}`;
    this.field = field;
  }
}

/**
 * Whether these credentials are an administrator's. Throws SignInError. A wrong password is shown to the server once
 * only, since it counts them; that an account is locked it does not tell.
 */
export async function checkIn(credentials, restOf = (known) => new Rest(known)) {
  try {
    const info = await restOf().get(SYSTEM_INFO);
    if (info.at("status") !== "IN_SERVICE") {
      throw new SignInError("outOfService");
    }
    const rest = restOf(credentials);
    await rest.get(EVERYBODYS);
    await onlyAdministrators(rest);
  } catch (error) {
    throw error instanceof RestError ? explained(error) : error;
  }
}

async function onlyAdministrators(rest) {
  try {
    await rest.get(ADMINISTRATORS);
  } catch (error) {
    throw error.kind === "unauthorized" ? new SignInError("noAdministrator", "user") : error;
  }
}

function explained({ kind }) {
  return {
    unauthorized: new SignInError("credentials", "password"),
    outOfService: new SignInError("outOfService"),
    unreachable: new SignInError("unreachable"),
  }[kind] ?? new SignInError("refused");
}
