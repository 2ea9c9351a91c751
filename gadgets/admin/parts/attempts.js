/** Asking the server for something on the administrator's behalf, and saying what came of it. */

/**
 * What runs a request: says `done`, where it is given, or why the server refused.
 *
 * @param {{saved: function, refused: function}} notify
 * @returns {(does: () => Promise<void>, done?: [string, object]) => Promise<boolean>} whether it was not refused
 */
export function attempts(notify) {
  return async (does, done) => {
    try {
      await does();
    } catch (error) {
      if (error.kind === undefined) {
        throw error;
      }
      notify.refused(error);
      return false;
    }
    if (done !== undefined) {
      notify.saved(done);
    }
    return true;
  };
}
