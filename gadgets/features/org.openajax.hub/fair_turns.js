/**
 * Turns for those who speak: each has a queue of its own, and in a turn everybody who waits gets one job done after
 * the other, so that one who never stops delays the others by no more than a job each. A turn ends soon, so that the
 * page goes on. What comes when a queue is full is dropped.
 */
(function () {
  "use strict";

  const AT_ONCE = 100; // jobs of one speaker between two turns that need not wait
  const SHARE = 50; // jobs of one speaker in a turn
  const LONGEST_TURN = 8; // ms
  const FLOOD = 1000; // jobs that wait, from which on a speaker's turns come slower
  const REST = 4; // ms between the turns of those who flood, in which the page goes on
  const LONGEST_QUEUE = 10000; // jobs of one speaker that wait
  const LARGEST_QUEUE = 32 * 1024 * 1024; // their characters

  class Queue {
    constructor(speaker) {
      this.speaker = speaker;
      this.jobs = [];
      this.at = 0;
      this.characters = 0;
      this.left = AT_ONCE;
      this.had = 0;
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

    /** Carry out `job` in its turn: at once, when the speaker has nothing else waiting and did not say much, unless
     * `later`. */
    add(speaker, job, size, later) {
      const queue = this.queueOf(speaker);
      if (!later && queue.length === 0 && queue.left > 0) {
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
        queue.had = 0;
      }
      const end = performance.now() + LONGEST_TURN;
      const enough = []; // who have had their share
      while (this.ring.length > 0 && performance.now() < end) {
        const queue = this.ring.shift();
        const job = queue.take();
        queue.had += 1;
        if (queue.length > 0) {
          (queue.had < SHARE ? this.ring : enough).push(queue);
        }
        this.carryOut(job);
      }
      this.ring.push(...enough.filter((queue) => this.queues.get(queue.speaker) === queue));
      if (this.ring.length > 0) {
        this.again();
      }
    }

    again() {
      if (this.ring.some((queue) => queue.length < FLOOD)) {
        this.begin();
      } else if (!this.begun) {
        this.begun = true;
        setTimeout(() => this.turn(), REST);
      }
    }
  };
})();
