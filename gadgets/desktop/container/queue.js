/** Frames are made in turns: a few at a time, so that the page answers while many load. */

const AT_ONCE = 6;

export class Queue {
  constructor() {
    this.waiting = [];
    this.loading = new Set();
  }

  /** Load these after those that wait already. */
  add(gadgets) {
    this.waiting.push(...gadgets);
    this.go();
  }

  /** Those that are wanted now come first. */
  prefer(wanted) {
    this.waiting = [...this.waiting.filter(wanted), ...this.waiting.filter((one) => !wanted(one))];
  }

  /** One is loaded, has failed or takes long: the next one's turn. */
  settled(gadget) {
    if (this.loading.delete(gadget)) {
      this.go();
    }
  }

  drop(gadget) {
    this.waiting = this.waiting.filter((one) => one !== gadget);
    this.settled(gadget);
  }

  go() {
    while (this.loading.size < AT_ONCE && this.waiting.length > 0) {
      const gadget = this.waiting.shift();
      if (gadget.isWaiting) {
        this.loading.add(gadget);
        gadget.load();
      }
    }
  }
}
