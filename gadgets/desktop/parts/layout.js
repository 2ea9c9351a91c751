/** The desktop's page: header, navigation bar, the calls above the active tab, and what floats over them. */

import { Header } from "./header.js";
import { ownPart } from "../model/dialog.js";
import { commandOf } from "../model/shortcut.js";
import { Calls } from "./calls.js";
import { h, setAttribute } from "./dom.js";
import { Home } from "./home.js";
import { icon } from "./icons.js";
import { Announcer, Banner, Notices } from "./messages.js";
import { Popovers } from "./popovers.js";
import { ShortcutList } from "./shortcut_list.js";

export class Layout {
  /** @param {{say: function, locale: string, ask: function, dismiss: function, now: () => number}} page */
  constructor({ say, locale, ask, dismiss, now }) {
    Object.assign(this, { say, ask, now });
    this.shortcuts = new ShortcutList(say);
    this.header = new Header(say, ask, { showShortcuts: () => this.shortcuts.show() });
    this.banner = new Banner(say);
    this.notices = new Notices(say, dismiss);
    this.announcer = new Announcer();
    this.calls = new Calls(say, ask);
    this.popovers = new Popovers(say, ask);
    this.home = new Home(say, locale);
    this.element = h(
      "div",
      { class: "desktop" },
      this.header.element,
      this.navigation(),
      h(
        "main",
        { class: "main" },
        this.banner.element,
        this.calls.element,
        h(
          "div",
          {
            class: "tab-panel active",
            id: "panel_home",
            role: "tabpanel",
            "aria-labelledby": "tablink_home",
          },
          this.home.element,
        ),
        this.notices.element,
      ),
      this.popovers.element,
      this.announcer.element,
      this.shortcuts.element,
    );
    this.listen = (event) => this.hearKey(event);
    document.addEventListener("keydown", this.listen);
  }

  update(desk, link) {
    this.desk = desk;
    for (const part of [this.header, this.calls, this.popovers, this.home, this.notices]) {
      part.update(desk);
    }
    this.banner.update(link);
    setAttribute(this.element, "data-connected", String(desk.connected));
    this.tick(this.now());
  }

  tick(now) {
    this.header.tick(now);
    this.calls.tick(now);
    this.popovers.tick(now);
  }

  announce(text, urgent) {
    this.announcer.announce(this.say(text), urgent);
  }

  /** Take it off the page. */
  remove() {
    document.removeEventListener("keydown", this.listen);
    this.element.remove();
  }

  navigation() {
    const { say } = this;
    const toggle = h("button", { type: "button", class: "nav-toggle" }, icon("menu"));
    const nav = h(
      "nav",
      { class: "nav", "aria-label": say("nav.main") },
      toggle,
      h(
        "ul",
        { id: "finesse-tab-selector", role: "tablist", "aria-orientation": "vertical" },
        h(
          "li",
          { id: "tab_home", role: "none" },
          h(
            "button",
            {
              type: "button",
              class: "nav-tab",
              id: "tablink_home",
              role: "tab",
              "aria-selected": "true",
              "aria-controls": "panel_home",
            },
            icon("home"),
            h("span", {}, say("nav.home")),
          ),
        ),
      ),
    );
    const label = () => {
      const narrow = nav.classList.contains("narrow");
      setAttribute(toggle, "aria-label", say(narrow ? "nav.expand" : "nav.collapse"));
      setAttribute(toggle, "title", say(narrow ? "nav.expand" : "nav.collapse"));
      setAttribute(toggle, "aria-expanded", String(!narrow));
    };
    toggle.addEventListener("click", () => {
      nav.classList.toggle("narrow");
      label();
    });
    label();
    return nav;
  }

  hearKey(event) {
    const command = commandOf(event);
    if (command !== undefined && this.desk !== undefined) {
      event.preventDefault();
      this.commands[command]();
    }
  }

  /** What the shortcuts do. What the desk does not allow is not asked of the server. */
  commands = {
    ready: () => this.ask({ to: "changeState", state: "READY" }),
    notReady: () => this.header.state.openNotReady(),
    signOut: () => this.header.identity.signOut(this.desk.reasons.LOGOUT),
    dialler: () => this.header.dialler.open(),
    answer: () => this.act("ANSWER"),
    end: () => this.act("DROP"),
    hold: () => this.act("HOLD"),
    retrieve: () => this.act("RETRIEVE"),
    popover: () => this.popovers.next(),
    list: () => this.shortcuts.show(),
  };

  /** Act on the latest call that allows it. */
  act(action) {
    const { dialogs, user } = this.desk;
    const dialog = dialogs.findLast((one) => ownPart(one, user.extension)?.actions.includes(action));
    if (dialog !== undefined) {
      this.ask({ to: "act", dialogId: dialog.id, action });
    }
  }
}
