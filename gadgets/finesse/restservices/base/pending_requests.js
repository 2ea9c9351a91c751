/**
 * Requests that the server has accepted (202) and whose outcome a notification will tell. An error is told to
 * who asked, as an answer of status 400; that all went well nobody is told.
 */
import { call } from "../../base/notifier.js";

const MOST = 500; // requests that wait; when there are more, the oldest is forgotten
const waiting = new Map();

/** Keep the error handler of a request until its outcome is known. */
export function awaitOutcome(requestId, error) {
  if (waiting.size === MOST) {
    waiting.delete(waiting.keys().next().value);
  }
  waiting.set(requestId, error);
}

/** Its outcome is known otherwise. */
export function forget(requestId) {
  waiting.delete(requestId);
}

/** Hear a notification, and tell who asked for what failed. True if it is about an error. */
export function settle({ content, object }) {
  const update = object?.Update;
  const failed = update?.data?.apiErrors?.apiError;
  const error = waiting.get(update?.requestId);
  waiting.delete(update?.requestId);
  if (failed === undefined) {
    return false;
  }
  call(error, asAnswer([failed].flat()[0] ?? {}, content));
  return true;
}

function asAnswer({ errorData, errorMessage, errorType }, content) {
  const ApiError = { ErrorData: errorData, ErrorMessage: errorMessage, ErrorType: errorType };
  return { status: 400, rc: 400, content, object: { ApiErrors: { ApiError } } };
}
