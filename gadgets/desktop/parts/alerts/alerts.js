/**
 * What reaches an agent who looks at something else: notifications of the browser, the page's title and icon, and the
 * ring, which everybody can switch off for this browser.
 */

import { recall, rememberAs } from "../../browser_memory.js";
import { alertsOf, ringing, titleOf } from "../../model/alerts.js";
import { PageMark, RINGING } from "./page_mark.js";
import { Ring } from "./ring.js";
import { Toaster } from "./toaster.js";

const RING = "ring"; // in the browser's memory

export class Alerts {
  /** @param {{say: function, properties: object, seconds: number|undefined, ring?: object}} given */
  constructor({ say, properties, seconds, ring = new Ring() }) {
    Object.assign(this, { say, properties, ring });
    this.toaster = new Toaster(seconds);
    this.mark = new PageMark();
  }

  update(desk, link) {
    for (const { kind, tag, text } of alertsOf(this.before, { desk, link }, this.properties)) {
      this.toast({ title: this.say(text), body: this.say(`alert.${kind}Hint`), tag });
    }
    const rings = ringing(desk);
    const gone = this.before === undefined ? [] : ringing(this.before.desk);
    for (const { id } of gone.filter((old) => !rings.some((call) => call.id === old.id))) {
      this.toaster.withdraw(`call ${id}`);
    }
    const title = titleOf(desk);
    this.mark.show(title && this.say(title));
    this.isCalled = rings.length > 0;
    this.ring.let(this.isCalled && this.rings);
    this.before = { desk, link };
  }

  /** Tell the agent something, if he does not look at the desktop. */
  toast({ title, body, tag }) {
    this.toaster.show(title, { body, tag, icon: RINGING });
  }

  /** The session is over: why, if it was not the agent who ended it. */
  ended({ why, reason }) {
    if (why !== "asked") {
      const body = reason === "" ? undefined : this.say("signedOut.reason", { reason });
      this.toast({ title: this.say(`signedOut.${why}`), body, tag: "signedOut" });
    }
    this.close();
  }

  /** Whether this desktop may ring at all. */
  get canRing() {
    return this.properties.enableRingSound;
  }

  /** Whether it rings: as the agent wants it in this browser, and else yes. */
  get rings() {
    return this.canRing && recall(RING) !== false;
  }

  switchRing() {
    rememberAs(RING, !this.rings);
    this.ring.let(this.isCalled === true && this.rings);
  }

  close() {
    this.mark.show(undefined);
    this.ring.close();
  }
}
