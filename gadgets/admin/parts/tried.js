/** What an administrator does to what is configured, with what came of it. */

/**
 * Do it, and tell that it is done, or what the server refused. Returns whether it is done.
 *
 * @param {{saved: function, refused: function}} notify
 * @param {() => Promise<void>} does
 * @param {[string, object]} [done] what is told, or nothing
 */
export async function tried(notify, does, done) {
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
}
