/**
 * What the desktop does when it loses its server: three quick attempts to reconnect, then asking the server every
 * so often whether it is in service, and reading everything anew once it is. Pure: a state and an event give the
 * next state and what is to be done.
 *
 * Events: connected, disconnected, conflict, unauthorized (the notification connection); inService, outOfService
 * (a SystemInfo, read or notified, or a request that found no server); finesseGone, finesseBack (presence of the
 * Finesse web application's user); due (the timer rang); refreshed (everything was read anew).
 *
 * Effects: {timer: "reconnect" | "probe", attempt?}, {reconnect: true}, {probe: "current"}, {refresh: true},
 * {stop: reason}.
 */

export const START = { name: "starting" };

const ATTEMPTS = 3;

export function failover(state, event) {
  if (event.type === "conflict" || event.type === "unauthorized") {
    return [{ name: "stopped" }, [{ stop: event.type }]];
  }
  switch (`${state.name} ${event.type}`) {
    case "starting connected":
      return [{ name: "connected" }, []];
    case "starting disconnected":
      return [{ name: "stopped" }, [{ stop: event.reason }]];

    case "connected disconnected":
    case "refreshing disconnected":
    case "waiting disconnected":
      return retrying(1);
    case "retrying due":
      return [state, [{ reconnect: true }]];
    case "retrying disconnected":
      return state.attempt < ATTEMPTS ? retrying(state.attempt + 1) : [{ name: "recovering" }, PROBE_LATER];

    case "recovering due":
    case "waiting due":
      return [state, [{ probe: "current" }]];
    case "recovering inService":
      return [state, [{ reconnect: true }]];
    case "recovering outOfService":
    case "recovering disconnected":
      return [state, PROBE_LATER];

    case "retrying connected":
    case "recovering connected":
    case "waiting inService":
    case "waiting finesseBack":
      return [{ name: "refreshing" }, [{ refresh: true }]];
    case "refreshing refreshed":
      return [{ name: "connected", recovered: true }, []];

    case "connected outOfService":
    case "connected finesseGone":
    case "refreshing outOfService":
    case "refreshing finesseGone":
      return [{ name: "waiting" }, PROBE_LATER];
    case "waiting outOfService":
      return [state, PROBE_LATER];

    default:
      return [state, []];
  }
}

/** Which banner the state shows, or null. */
export function bannerOf(state) {
  return (
    { retrying: "reconnecting", refreshing: "reconnecting", recovering: "lost", waiting: "outOfService" }[
      state.name
    ] ?? (state.recovered ? "recovered" : null)
  );
}

const PROBE_LATER = [{ timer: "probe" }];

function retrying(attempt) {
  return [{ name: "retrying", attempt }, [{ timer: "reconnect", attempt }]];
}
