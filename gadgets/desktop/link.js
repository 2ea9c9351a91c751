/**
 * Keeps the desktop linked to its server: carries out what `failover` decides, with the connection to the
 * notification service, one timer, and the probing of SystemInfo.
 */

import { failover, START } from "./model/failover.js";

export class Link {
  /**
   * @param {{tunnel: object, options: object, seconds: object, notification: function, presence: function,
   *   inService: () => Promise<boolean>, refresh: () => Promise<void>, changed: (state: object) => void,
   *   stopped: (reason: string) => void}} does
   *   `tunnel` connects, with `options`; `seconds`: `reconnect`, a list, before each of the quick attempts; `probe`, to
   *   which a random part of the same length is added so that not all desktops come at once; `refresh` ends by
   *   telling refreshed, outOfService or unauthorized
   */
  constructor(does) {
    this.does = does;
    this.state = START;
  }

  /** Connect for the first time. Resolves once connected; `stopped` is told if that fails. */
  start() {
    return new Promise((resolve) => {
      this.started = resolve;
      this.connect();
    });
  }

  /** Leave in order. */
  async close() {
    clearTimeout(this.timer);
    this.closed = true;
    await this.connection?.close();
  }

  tell(event) {
    if (this.closed) {
      return;
    }
    const before = this.state;
    const [state, effects] = failover(before, event);
    this.state = state;
    if (state.name !== before.name) {
      clearTimeout(this.timer);
    }
    effects.forEach((effect) => this.carryOut(effect));
    if (state !== before) {
      this.does.changed(state);
    }
  }

  carryOut(effect) {
    if (effect.timer) {
      const { reconnect, probe } = this.does.seconds;
      const after =
        effect.timer === "reconnect" ? reconnect[effect.attempt - 1] : probe * (1 + Math.random());
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.tell({ type: "due" }), after * 1000);
    } else if (effect.reconnect) {
      this.connect();
    } else if (effect.probe) {
      void this.does.inService().then((yes) => this.tell({ type: yes ? "inService" : "outOfService" }));
    } else if (effect.refresh) {
      void this.does.refresh();
    } else if (effect.stop) {
      this.reason = effect.stop;
      this.does.stopped(effect.stop);
    }
  }

  connect() {
    this.connection = this.does.tunnel.connect(this.does.options, (event) => this.hear(event));
  }

  hear(event) {
    switch (event.type) {
      case "connected":
        this.resource = event.resource;
        this.tell({ type: "connected" });
        this.started?.();
        break;
      case "notification":
        this.does.notification(event);
        break;
      case "presence":
        this.does.presence(event);
        this.hearPresence(event);
        break;
      case "ended": {
        const last = event.reason === "conflict" || event.reason === "unauthorized";
        this.tell({ type: last ? event.reason : "disconnected", reason: event.reason });
      }
    }
  }

  /**
   * The Finesse web application's own user. It is gone when its connection is: that a bare address is unavailable is
   * what some servers say of a user whose presence they may not tell yet.
   */
  hearPresence({ from, available }) {
    const [account, resource] = from.split("/");
    if (account !== `finesse@${this.does.options.domain}`) {
      return;
    }
    if (available) {
      this.tell({ type: "finesseBack" });
    } else if (resource !== undefined) {
      this.tell({ type: "finesseGone" });
    }
  }
}
