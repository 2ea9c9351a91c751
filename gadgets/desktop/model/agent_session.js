/**
 * An agent's session in this page, from signing in to its end. Pure: a state and an event give the next state and what
 * is to be done.
 *
 * The sign-in and each recovery after it are turns, counted. What was begun in an earlier turn comes late and does not
 * count. Until the desktop is shown the state is `first`, and whatever fails refuses the sign-in.
 *
 * States: signingIn (step: server, notifications, login), recovering, reading (waiting: what was notified meanwhile,
 * which is newer than what is read), opening, open, ended.
 *
 * Events: begun; checkedIn {turn, loggedOut}; connected (to the notification service, for the first time);
 * loggedIn {turn}; read {turn, desk}; failed {turn, error}; looked {loggedOut}; heard {update}; refresh (connected
 * anew, so all is to be read anew); stopped {reason} (the connection has ended for good); signedOut {asked, reason}.
 *
 * Effects: {step: name} to tell · {checkIn: turn}, {connect: true}, {logIn: turn}, {read: turn} to begin ·
 * {desk: event}, {link: event} to pass on · {look: true}: whether the desk is still signed in · {open: true} ·
 * {books: true}: the phone books are to be read, which nothing waits for ·
 * {refuse: {error} | {kind} | {connection: reason}} · {end: {why, reason}}.
 */

export const START = { name: "signingIn", step: "server", turn: 0, first: true };

export function agentSession(state, event) {
  if (event.turn !== undefined && event.turn !== state.turn) {
    return [state, []];
  }
  const { turn, first } = state;
  switch (`${state.name} ${event.type}`) {
    case "signingIn begun":
      return [state, [{ checkIn: turn }]];
    case "signingIn checkedIn":
      return [{ ...state, step: "notifications" }, [{ step: "notifications" }, { connect: true }]];
    case "signingIn connected":
      return [{ ...state, step: "login" }, [{ step: "login" }, { logIn: turn }]];
    case "signingIn loggedIn":
      return reading(state, [{ step: "read" }]);

    case "recovering checkedIn":
      return event.loggedOut || first ? [state, [{ logIn: turn }]] : reading(state);
    case "recovering loggedIn":
      return reading(state);

    case "reading heard":
      return [{ ...state, waiting: [...state.waiting, event.update] }, []];
    case "reading read":
      return [
        first ? { name: "opening", turn, first } : { name: "open", turn },
        [
          { desk: { type: "read", ...event.desk } },
          ...state.waiting.map((update) => ({ desk: { type: "heard", update } })),
          { link: { type: "refreshed" } },
          first ? { look: true } : { books: true },
        ],
      ];
    case "opening looked":
      return event.loggedOut ? refused({ kind: "noAnswer" }) : [{ name: "open", turn }, [{ open: true }, { books: true }]];

    case "recovering heard":
    case "open heard":
      return [state, first ? [] : [{ desk: { type: "heard", update: event.update } }]];

    case "signingIn refresh":
    case "recovering refresh":
    case "reading refresh":
    case "open refresh":
      return [{ name: "recovering", turn: turn + 1, first }, [{ checkIn: turn + 1 }]];

    case "signingIn failed":
    case "recovering failed":
    case "reading failed":
    case "opening failed":
      return first ? refused({ error: event.error }) : [{ name: "open", turn }, [{ link: missed(event.error) }]];

    case "signingIn stopped":
      return refused(state.step === "notifications" ? { connection: event.reason } : { kind: "conflict" });
    case "recovering stopped":
    case "reading stopped":
    case "open stopped":
      return first ? refused({ kind: "conflict" }) : over(event.reason, "");

    case "opening signedOut":
    case "recovering signedOut":
    case "reading signedOut":
    case "open signedOut":
      return first ? refused({ kind: "noAnswer" }) : over(event.asked ? "asked" : "byOther", event.reason);

    default:
      return [state, []];
  }
}

function reading({ turn, first }, told = []) {
  return [{ name: "reading", turn, first, waiting: [] }, [...told, { read: turn }]];
}

/** The sign-in comes to nothing. */
function refused(refuse) {
  return [{ name: "ended" }, [{ refuse }]];
}

/** The desktop was there and goes. */
function over(why, reason) {
  return [{ name: "ended" }, [{ end: { why, reason } }]];
}

/** What the link hears of a recovery that failed. */
function missed({ kind }) {
  return { type: kind === "credentials" || kind === "noAgent" ? "unauthorized" : "outOfService" };
}
