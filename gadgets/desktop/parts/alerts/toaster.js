/** Notifications of the browser, for what the agent must see while he looks at something else. */

const SECONDS = 8; // where the server says nothing
const MOST_SHOWN = 10;

export class Toaster {
  /** @param {string|number|undefined} seconds until one goes away; none are shown with 0 or less */
  constructor(seconds) {
    const given = Number.parseInt(seconds, 10);
    this.seconds = Number.isNaN(given) ? SECONDS : given;
    this.shown = new Set();
  }

  /** Show one, if the agent has allowed it and does not look at the desktop. One of the same `tag` takes its place. */
  show(title, { body, tag, icon }) {
    const isAllowed = globalThis.Notification?.permission === "granted";
    if (this.seconds <= 0 || !isAllowed || document.hasFocus() || this.shown.size >= MOST_SHOWN) {
      return;
    }
    const toast = this.made(title, { body, tag, icon });
    if (toast === undefined) {
      return;
    }
    this.shown.add(toast);
    const timer = setTimeout(() => toast.close(), this.seconds * 1000);
    toast.onclick = () => {
      window.focus();
      toast.close();
    };
    toast.onclose = () => {
      clearTimeout(timer);
      this.shown.delete(toast);
    };
  }

  made(title, options) {
    try {
      return new Notification(title, options);
    } catch {
      return undefined; // a browser that shows them only for service workers, as on phones
    }
  }

  /** What was shown is not so any more, as a call that has been answered. */
  withdraw(tag) {
    [...this.shown].filter((toast) => toast.tag === tag).forEach((toast) => this.close(toast));
  }

  close(toast) {
    this.shown.delete(toast);
    toast.close();
  }
}
