/** The ring: two soft tones, made by the browser. It never waits for anything; a browser that is silent stays silent. */

const TONES = [659.26, 523.25]; // E5, C5
const LASTS = 0.34; // seconds of one
const LOUDEST = 0.07;
const EVERY = 2_600; // ms from ring to ring

export class Ring {
  constructor(sound = globalThis.AudioContext) {
    this.sound = sound;
  }

  get rings() {
    return this.timer !== undefined;
  }

  /** Ring, or be silent. */
  let(is) {
    if (is && !this.rings) {
      this.timer = setInterval(() => this.once(), EVERY);
      this.once();
    } else if (!is && this.rings) {
      clearInterval(this.timer);
      this.timer = undefined;
      this.volume?.gain.cancelScheduledValues(0);
      this.volume?.gain.setTargetAtTime(0, this.context.currentTime, 0.02);
    }
  }

  /** Both tones, once. */
  once() {
    const { context } = this;
    if (context === undefined && !this.begin()) {
      return;
    }
    if (this.context.state === "suspended") {
      void this.context.resume().catch(() => undefined); // until somebody has clicked, browsers play nothing
    }
    if (this.context.state !== "running") {
      return;
    }
    const at = this.context.currentTime + 0.02;
    this.volume.gain.cancelScheduledValues(0);
    this.volume.gain.setValueAtTime(LOUDEST, at);
    TONES.forEach((tone, number) => this.tone(tone, at + number * LASTS));
  }

  tone(frequency, at) {
    const source = this.context.createOscillator();
    const shape = this.context.createGain();
    source.type = "sine";
    source.frequency.value = frequency;
    shape.gain.setValueAtTime(0, at);
    shape.gain.linearRampToValueAtTime(1, at + 0.03);
    shape.gain.exponentialRampToValueAtTime(0.001, at + LASTS * 1.6);
    source.connect(shape).connect(this.volume);
    source.start(at);
    source.stop(at + LASTS * 1.7);
  }

  begin() {
    try {
      this.context = new this.sound();
    } catch {
      return false; // a browser without sound
    }
    this.volume = this.context.createGain();
    this.volume.connect(this.context.destination);
    return true;
  }

  /** Be silent for good. */
  close() {
    this.let(false);
    void this.context?.close().catch(() => undefined);
    this.context = undefined;
  }
}
