/** The navigation bar: a link for each tab, of which one is active. Its address is `#/<tab>`. */

import { h, setAttribute, setText } from "../parts/dom.js";
import { icon, isIcon } from "../parts/icons.js";
import { refusalOf } from "../model/layout/layout_xml.js";

export class Tabs {
  /**
   * @param {{say: function, tabs: object[], labelOf: (label: string) => string, changed: (id: string) => void}} given
   *   `changed` is told each time that another tab becomes active
   */
  constructor({ say, tabs, labelOf, changed }) {
    Object.assign(this, { say, labelOf, changed, links: new Map() });
    this.list = h("ul", { id: "finesse-tab-selector", role: "tablist", "aria-orientation": "vertical" });
    this.toggle = h("button", { type: "button", class: "nav-toggle" }, icon("menu"));
    this.element = h("nav", { class: "nav", "aria-label": say("nav.main") }, this.toggle, this.list);
    this.toggle.addEventListener("click", () => {
      this.element.classList.toggle("narrow");
      this.labelToggle();
    });
    this.labelToggle();
    this.list.addEventListener("keydown", (event) => this.hearKey(event));
    this.listen = () => this.follow();
    window.addEventListener("hashchange", this.listen);
    tabs.forEach((tab) => this.add(tab));
  }

  /** The tab to begin with: the one in the address, else the first. */
  get first() {
    const asked = tabOf(location.hash);
    return this.links.has(asked) ? asked : [...this.links.keys()][0];
  }

  /** Make that tab the active one. Returns whether there is such a tab. */
  activate(id) {
    if (!this.links.has(id)) {
      return false;
    }
    if (id !== this.active) {
      this.active = id;
      for (const [one, link] of this.links) {
        setAttribute(link, "aria-selected", String(one === id));
        setAttribute(link, "tabindex", one === id ? "0" : "-1");
        link.parentElement.classList.toggle("active", one === id);
      }
      this.changed(id);
    }
    return true;
  }

  /** As a gadget asks for it: the address follows. */
  go(id) {
    const is = this.activate(id);
    if (is) {
      history.replaceState(null, "", `#/${encodeURIComponent(id)}`);
    }
    return is;
  }

  /** All tabs in their order: {id, label, go}. */
  get all() {
    return [...this.links].map(([id, link]) => ({ id, label: link.title, go: () => this.go(id) }));
  }

  follow() {
    this.activate(tabOf(location.hash));
  }

  add({ id, icon: name, label }) {
    const text = this.labelOf(label) || id;
    const link = h(
      "a",
      {
        class: "nav-tab",
        id: `tablink_${id}`,
        href: `#/${encodeURIComponent(id)}`,
        role: "tab",
        title: text,
        "aria-selected": "false",
        "aria-controls": `panel_${id}`,
        tabindex: "-1",
      },
      picture(name),
      h("span", { class: "nav-label" }, text),
    );
    this.links.set(id, link);
    this.list.append(h("li", { id: `tab_${id}`, role: "none" }, link));
  }

  /** The arrow keys move between the tabs; Enter follows the link. */
  hearKey(event) {
    const links = [...this.links.values()];
    const at = links.indexOf(event.target.closest("a"));
    const to = { ArrowDown: at + 1, ArrowUp: at - 1 + links.length, Home: 0, End: links.length - 1 }[event.key];
    if (at >= 0 && to !== undefined) {
      event.preventDefault();
      links[to % links.length].focus();
    } else if (at >= 0 && event.key === " ") {
      event.preventDefault();
      links[at].click();
    }
  }

  labelToggle() {
    const { toggle, say } = this;
    const narrow = this.element.classList.contains("narrow");
    setAttribute(toggle, "aria-label", say(narrow ? "nav.expand" : "nav.collapse"));
    setAttribute(toggle, "title", say(narrow ? "nav.expand" : "nav.collapse"));
    setAttribute(toggle, "aria-expanded", String(!narrow));
  }

  /** The red dot on a tab's link. */
  notify(id, is) {
    const link = this.links.get(id);
    link?.querySelector(".red-dot")?.remove();
    if (is && link !== undefined) {
      const dot = h("span", { class: "red-dot", "data-testid": "tab-news" });
      setText(dot, "");
      dot.append(h("span", { class: "unseen" }, this.say("nav.news")));
      link.append(dot);
    }
  }

  remove() {
    window.removeEventListener("hashchange", this.listen);
    this.element.remove();
  }
}

function tabOf(hash) {
  const [, id] = /^#\/(.+)$/.exec(hash) ?? [];
  try {
    return id && decodeURIComponent(id);
  } catch {
    return undefined;
  }
}

/** A stock icon by its name, or an image by its address. */
function picture(name) {
  if (/[/.]/.test(name) && refusalOf(name) === undefined) {
    return h("img", { class: "icon nav-image", src: name, alt: "" });
  }
  return icon(isIcon(name) ? name : "tab");
}
