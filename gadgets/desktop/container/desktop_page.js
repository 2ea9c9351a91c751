/** The desktop's page: the board of the layout, and what stands over it - banner, notices, ringing calls. */

import { waitsForDigits } from "../model/calls/digits.js";
import { offerOf } from "../model/calls/offers.js";
import { h, setAttribute } from "../parts/dom.js";
import { Announcer, Banner, Notices } from "../parts/messages.js";
import { Popovers } from "../parts/calls/popovers.js";
import { ShortcutList } from "../parts/shortcut_list.js";

export class DesktopPage {
  /** @param {{say: function, session: object, board: object, alerts: object}} page */
  constructor({ say, session, board, alerts }) {
    Object.assign(this, { say, session, board, alerts });
    const ask = (one) => session.ask(one);
    this.ask = ask;
    this.shortcuts = new ShortcutList(say);
    this.banner = new Banner(say);
    this.notices = new Notices(say, (id) => session.dispatch({ type: "dismissed", id }));
    this.announcer = new Announcer();
    this.popovers = new Popovers(say, ask);
    this.main = h(
      "main",
      { class: "main" },
      this.banner.element,
      board.components.map(({ banner }) => banner ?? []).flat(),
      board.page,
      board.panels.elements,
      this.notices.element,
    );
    this.element = h(
      "div",
      { class: "desktop" },
      board.header,
      board.tabs.element,
      this.main,
      this.popovers.element,
      this.announcer.element,
      this.shortcuts.element,
    );
    if (board.header.querySelector("h1") === null) {
      board.header.prepend(h("h1", { class: "unseen" }, say("product.name")));
    }
  }

  update(desk, link) {
    this.desk = desk;
    this.board.update(desk, link);
    this.popovers.update(desk);
    this.alerts.update(desk, link);
    this.notices.update(desk);
    this.banner.update(link);
    this.workflows?.update(desk);
    setAttribute(this.element, "data-connected", String(desk.connected));
    this.tick(this.session.now());
  }

  tick(now) {
    this.board.tick(now);
    this.popovers.tick(now);
  }

  announce(text, urgent) {
    this.announcer.announce(this.say(text), urgent);
  }

  /** Take it off the page. */
  remove() {
    this.alerts.close();
    this.workbench?.close();
    this.workflows?.remove();
    this.board.close();
    this.inspection?.close();
    this.element.remove();
  }

  /** Whether there is such a command: one of the page's, or of a component that the layout has. */
  can(command) {
    return command in this.commands || command in this.board.commands;
  }

  /** Carry out a command, if there is one. */
  run(command) {
    (this.commands[command] ?? this.board.commands[command])?.();
  }

  /** What the shortcuts do. What the desk does not allow is not asked of the server. */
  commands = {
    answer: () => this.act(offerOf(this.desk, "ANSWER") === undefined ? "ACCEPT" : "ANSWER"),
    end: () => this.act("DROP"),
    hold: () => this.act("HOLD"),
    retrieve: () => this.act("RETRIEVE"),
    transfer: () => this.act("TRANSFER"),
    conference: () => this.act("CONFERENCE"),
    barge: () => this.act("BARGE_CALL"),
    popover: () => this.popovers.next(),
    list: () => this.shortcuts.show(),
    nextTab: () => this.board.turnTabs(1),
    previousTab: () => this.board.turnTabs(-1),
    maximise: () => this.board.toggleMaximised(),
    resetLayout: () => this.board.panels.reset(),
  };

  /** Act on the call that the shortcut means. */
  act(action) {
    const offer = offerOf(this.desk, action);
    if (offer !== undefined && !waitsForDigits(this.desk, action)) {
      this.ask({ to: "act", ...offer });
    }
  }
}
