/** Handlers of one kind of event. */

/** Whoever wants to hear of something, each once, in the order they came. */
export class Notifier {
  constructor() {
    this.listeners = [];
  }

  /** Let `listener` hear, with `scope` as its `this`. One that hears already is not added again. */
  addListener(listener, scope) {
    if (!this.listeners.some((known) => known.listener === listener)) {
      this.listeners.push({ listener, scope });
    }
  }

  /** Let `listener` hear no more; without it, nobody. */
  removeListener(listener) {
    this.listeners =
      listener === undefined ? [] : this.listeners.filter((known) => known.listener !== listener);
  }

  /** Tell everybody. One that fails is reported and keeps nothing from the others. */
  notifyListeners(...news) {
    for (const { listener, scope } of [...this.listeners]) {
      call(() => listener.apply(scope ?? globalThis, news));
    }
  }
}

/** Gives what calls functions of others: an error in one is logged and reported, and stops nothing here. */
export function callerOf(log) {
  return (callback, ...given) => {
    try {
      callback?.(...given);
    } catch (error) {
      log?.(`a handler failed: ${error}`);
      report(error);
    }
  };
}

/** As `callerOf`, where there is no log. */
export const call = callerOf(undefined);

/** Show an error of somebody else's function as the browser shows one that nobody caught. */
export function report(error) {
  if (typeof globalThis.reportError === "function") {
    globalThis.reportError(error);
  } else {
    globalThis.console?.error(error);
  }
}
