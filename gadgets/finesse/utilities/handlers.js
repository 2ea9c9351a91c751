/** Functions that callers give to be told of an outcome. */

/** The function or nothing that was given; whatever else is given throws. */
export function validateHandler(handler) {
  if (handler === undefined || handler === null || typeof handler === "function") {
    return handler;
  }
  throw new Error("handler must be a function");
}

/** The `{success, error}` of a request, both checked; `{handlers: {...}}` is taken, too. */
export function handlersOf(given) {
  const { success, error } = given?.handlers ?? given ?? {};
  validateHandler(success);
  validateHandler(error);
  return { success: success ?? undefined, error: error ?? undefined };
}
