/** Signing in: in which order the services are asked, and what the user is told when one refuses. */

import { driftOf } from "./model/clock.js";
import { readDialogs } from "./model/calls/dialog.js";
import { errorCode, errorText } from "./model/errors.js";
import * as request from "./model/request.js";
import { readReasons, readUser } from "./model/user.js";
import { readLayouts } from "./model/calls/variables_layout.js";
import { readWrapUpReasons } from "./model/wrap_up/wrap_up.js";
import { Rest, RestError } from "./rest.js";

const CONFIRM_WITHIN = 10_000;
const ASK_EVERY = 2_000; // a sign-in that changes nothing is not notified; then only reading the user tells

/** Which field of the form is to be corrected. */
const FIELDS = {
  credentials: "password",
  noAgent: "username",
  extension: "extension",
  extensionBusy: "extension",
  extensionForm: "extension",
};

/** What a phone may be over in a while: it is out of service, restarts, or the way to it is down. */
const PHONE = ["extension", "noDevice", "phoneDown", "networkDown", "systemDown", "timeout"].map((one) => `error.${one}`);

/**
 * Signing in failed; `text` is what to tell the user, see texts.js, `code` the server's own words, `field` the one
 * that is wrong, if one is, `phone` whether the phone was the cause and may be there soon.
 */
export class SignInError extends Error {
  constructor(kind, { text, code = "", ...values } = {}) {
    super(`${kind} ${code}`.trim());
    Object.assign(this, { kind, code, field: FIELDS[kind] });
    this.text = text ?? [`signInError.${kind}`, values];
  }
}

/**
 * What SystemInfo says: also how far its clock is ahead of ours, ms, and its local time ahead of UTC, minutes. Needs no
 * credentials. Throws RestError.
 */
async function readSystemInfo() {
  const asked = Date.now();
  const xml = await new Rest().get(request.SYSTEM_INFO);
  const zone = Number.parseInt(xml.at("timezoneOffset"), 10);
  return {
    inService: xml.at("status") === "IN_SERVICE",
    domain: xml.at("xmppDomain"),
    pubsubDomain: xml.at("xmppPubSubDomain"),
    drift: driftOf(xml.at("currentTimestamp"), asked, Date.now()),
    zone: Number.isNaN(zone) ? undefined : zone,
  };
}

/** Whether the server is in service; one that does not answer is not. */
export async function serverInService() {
  try {
    return (await readSystemInfo()).inService;
  } catch (error) {
    if (error instanceof RestError) {
      return false;
    }
    throw error;
  }
}

/** The server and the user, if both let this user in. Throws SignInError. */
export async function checkIn({ user, password }, step) {
  try {
    step("server");
    const info = await readSystemInfo();
    if (!info.inService) {
      throw new SignInError("outOfService");
    }
    step("password");
    const rest = new Rest({ user, password });
    return { info, rest, known: readUser(await rest.get(request.userPath(user))) };
  } catch (error) {
    // The password was right, or 401 had been the answer: it is an account without an agent.
    throw error instanceof RestError && error.kind === "notFound"
      ? new SignInError("noAgent", { user })
      : explain(error);
  }
}

/**
 * Sign the user in at the extension and wait for the server's word that it is done: a notification, or, where
 * nothing changes, the User object. Throws SignInError.
 */
export async function logIn({ rest, heard, loginId, extension, requestId }) {
  const done = new AbortController();
  let hear;
  const notified = new Promise((resolve, reject) => {
    hear = (update, node) => {
      if (node !== `/finesse/api/User/${loginId}`) {
        return;
      }
      if (update.type === "user" && update.user.state !== "LOGOUT") {
        resolve();
      } else if (update.type === "failure") {
        reject(refusal(update.error, extension));
      }
    };
    heard.add(hear);
  });
  try {
    const login = request.changeState(loginId, "LOGIN", { extension });
    const confirmed = rest.command({ ...login, requestId }).then(() => confirm(rest, loginId, done.signal));
    await Promise.race([notified, confirmed]);
  } catch (error) {
    throw error instanceof RestError && error.type === "Bad Request"
      ? new SignInError("extensionForm", { extension, code: errorCode(error) })
      : explain(error);
  } finally {
    heard.delete(hear);
    done.abort();
  }
}

/** Everything that the desktop shows at first, read from the server. Throws RestError. */
export async function readDesk(rest, loginId) {
  const [user, dialogs, notReady, logout, wrapUps, layouts] = await Promise.all([
    rest.get(request.userPath(loginId)),
    rest.get(request.dialogsPath(loginId)),
    rest.get(request.reasonCodesPath(loginId, "NOT_READY")),
    rest.get(request.reasonCodesPath(loginId, "LOGOUT")),
    rest.get(request.wrapUpReasonsPath(loginId)),
    rest.get(request.layoutsPath(loginId)),
  ]);
  return {
    user: readUser(user),
    dialogs: readDialogs(dialogs),
    reasons: { NOT_READY: readReasons(notReady), LOGOUT: readReasons(logout) },
    wrapUpReasons: readWrapUpReasons(wrapUps),
    layouts: readLayouts(layouts),
  };
}

/** Any failure on the way in, as what the user is told. */
export function explain(error) {
  if (!(error instanceof RestError)) {
    return error;
  }
  const kinds = { unauthorized: "credentials", outOfService: "outOfService", unreachable: "unreachable" };
  const kind = kinds[error.kind];
  return kind === undefined ? refused(error) : new SignInError(kind);
}

/** The phone system does not let the agent in at that extension. */
function refusal(error, extension) {
  const kind = { "Invalid Device": "extension", "Device Busy": "extensionBusy" }[error.type];
  const code = errorCode(error);
  const [sentence] = errorText(error);
  // There are more causes of an Invalid Device than an extension that does not exist; each has its own sentence.
  const usual = sentence === "error.extension" || sentence === "error.extensionBusy";
  const told =
    usual && kind !== undefined
      ? new SignInError(kind, { extension, code })
      : refused(error, kind === undefined ? undefined : "extension");
  return Object.assign(told, { phone: PHONE.includes(sentence) });
}

function refused(error, field) {
  const told = new SignInError("refused", { text: errorText(error), code: errorCode(error) });
  return Object.assign(told, { field });
}

async function confirm(rest, loginId, signal) {
  const until = performance.now() + CONFIRM_WITHIN;
  while (performance.now() < until) {
    if (readUser(await rest.get(request.userPath(loginId))).state !== "LOGOUT") {
      return;
    }
    await pause(ASK_EVERY, signal);
    if (signal.aborted) {
      return;
    }
  }
  throw new SignInError("noAnswer");
}

function pause(ms, signal) {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
