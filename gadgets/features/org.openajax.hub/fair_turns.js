/**
 * Turns for those who speak: each has a queue of its own, and in a turn everybody who waits gets one job done after
 * the other, so that one who never stops delays the others by no more than a job each. A turn ends soon, so that the
 * page goes on. What comes when a queue is full is dropped.
 */
(function () {
  "use strict";

  const AT_ONCE = 100; // jobs of one speaker between two turns that need not wait
  const LONGEST_TURN = 8; // ms
  const LONGEST_QUEUE = 10000; // jobs of one speaker that wait
  const LARGEST_QUEUE = 32 * 1024 * 1024; // their characters

  class Queue {
    constructor(speaker) {
      this.speaker = speaker;
      this.jobs = [];
      this.at = 0;
      this.characters = 0;
      this.left = AT_ONCE;
      this.dropped = 0;
    }

    get length() {
      return this.jobs.length - this.at;
    }

    put(job, size) {
      this.jobs.push({ job, size });
      this.characters += size;
    }

    take() {
      const { job, size } = this.jobs[this.at];
      this.jobs[this.at] = undefined;
      this.at += 1;
      this.characters -= size;
      if (this.at === this.jobs.length || this.at > LONGEST_QUEUE) {
        this.jobs.splice(0, this.at);
        this.at = 0;
      }
      return job;
    }

    clear() {
      this.jobs = [];
      this.at = 0;
    }
  }

  OpenAjax.hub.FairTurns_ = class {
    /** `carryOut(job)` does one; `onOverflow(speaker, first)` hears of each time that a speaker's queue is full. */
    constructor(carryOut, onOverflow) {
      this.carryOut = carryOut;
      this.onOverflow = onOverflow;
      this.queues = new Map(); // by speaker
      this.ring = []; // the queues in which something waits, the next one first
      this.begun = false;
      this.channel = new window.MessageChannel();
      this.channel.port1.onmessage = () => this.turn();
    }

    /** Carry out `job` in its turn: at once, when nobody waits and the speaker did not say much, unless `later`. */
    add(speaker, job, size, later) {
      const queue = this.queueOf(speaker);
      if (!later && this.ring.length === 0 && queue.left > 0) {
        queue.left -= 1;
        this.begin();
        this.carryOut(job);
        return;
      }
      if (queue.length >= LONGEST_QUEUE || queue.characters + size > LARGEST_QUEUE) {
        queue.dropped += 1;
        if (queue.dropped % LONGEST_QUEUE === 1) {
          this.onOverflow(speaker, queue.dropped === 1);
        }
        return;
      }
      if (queue.length === 0) {
        this.ring.push(queue);
      }
      queue.put(job, size);
      this.begin();
    }

    forget(speaker) {
      this.queues.get(speaker)?.clear();
      this.queues.delete(speaker);
      this.ring = this.ring.filter((queue) => queue.speaker !== speaker);
    }

    queueOf(speaker) {
      let queue = this.queues.get(speaker);
      if (!queue) {
        queue = new Queue(speaker);
        this.queues.set(speaker, queue);
      }
      return queue;
    }

    begin() {
      if (!this.begun) {
        this.begun = true;
        this.channel.port2.postMessage(null);
      }
    }

    turn() {
      this.begun = false;
      for (const queue of this.queues.values()) {
        queue.left = AT_ONCE;
      }
      const end = performance.now() + LONGEST_TURN;
      while (this.ring.length > 0) {
        const queue = this.ring.shift();
        const job = queue.take();
        if (queue.length > 0) {
          this.ring.push(queue);
        }
        this.carryOut(job);
        if (performance.now() >= end) {
          break;
        }
      }
      if (this.ring.length > 0) {
        this.begin();
      }
    }
  };
})();
