/** The history kept in this browser tab, so that a reload does not lose it; signing out forgets it. */

const HISTORY = "finesseLabHistory";

/** Keep what model/calls/history.js says is worth it. */
export function keepHistory(history) {
  sessionStorage.setItem(HISTORY, JSON.stringify(history));
}

/** What was kept of that user, or undefined. What somebody else has put there is not ours to read. */
export function keptHistory(loginId) {
  try {
    const history = JSON.parse(sessionStorage.getItem(HISTORY));
    return history?.user?.loginId === loginId && Array.isArray(history.activity) ? history : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) {
      return undefined;
    }
    throw error;
  }
}

export function forgetHistory() {
  sessionStorage.removeItem(HISTORY);
}
