/** The way to the desktops of this browser: it says that an inspector is there, and hears what happens. */

const CHANNEL = "finesse-lab.inspector"; // as in gadgets/desktop/container/inspection.js
const THERE = "finesse-lab.inspector"; // in localStorage, for desktops that begin later
const EVERY = 5_000; // ms

export class Channel {
  /** @param {(message: object) => void} hear */
  constructor(hear) {
    this.listener = Math.random().toString(36).slice(2, 10);
    this.channel = new BroadcastChannel(CHANNEL);
    this.channel.onmessage = ({ data }) => {
      if (typeof data?.page === "string" && [undefined, this.listener].includes(data.listener)) {
        hear(data);
      }
    };
  }

  begin() {
    this.hello();
    this.timer = setInterval(() => this.there(), EVERY);
    window.addEventListener("pagehide", () => localStorage.removeItem(THERE));
    window.addEventListener("pageshow", () => this.there());
  }

  /** Ask one page, or every one, for all that it has kept. */
  hello(page) {
    localStorage.setItem(THERE, String(Date.now()));
    this.channel.postMessage({ type: "hello", listener: this.listener, anew: true, page });
  }

  there() {
    localStorage.setItem(THERE, String(Date.now()));
    this.channel.postMessage({ type: "hello", listener: this.listener });
  }

  reload(page, gadget) {
    this.channel.postMessage({ type: "reload", page, gadget });
  }
}
