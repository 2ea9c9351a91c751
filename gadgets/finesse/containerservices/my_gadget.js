/** Where this gadget is on the desktop, and what the desktop does for it: the container's own functions. */

const PANEL = /^panel_/;

/** What a gadget knows of its place. */
export class MyGadget {
  /**
   * @param {any} frame the gadget's window
   * @param {function(string): void} log
   */
  constructor(frame, log) {
    this.frame = frame;
    this.log = log;
  }

  get id() {
    return this.frame.gadgets.util.getUrlParameters().mid;
  }

  /** The tab that shows it; null for one of the page, which is on no tab. */
  get tabId() {
    for (let element = this.element; element; element = element.parentElement) {
      if (element.tagName === "DIV" && element.classList.contains("tab-panel")) {
        return element.id.replace(PANEL, "");
      }
    }
    this.log("this gadget is on no tab");
    return null;
  }

  get element() {
    try {
      return this.frame.frameElement;
    } catch {
      return null; // the page around is another's
    }
  }

  /**
   * Have the container do something. What this container does not know, as an older one, is logged and gives
   * undefined.
   *
   * @param {string} name of a function of finesse.container.Container
   */
  container(name, ...given) {
    let container;
    try {
      container = this.frame.parent.finesse?.container?.Container;
    } catch {
      container = undefined;
    }
    if (typeof container?.[name] !== "function") {
      this.log(`the container has no ${name}`);
      return undefined;
    }
    return container[name](...given);
  }
}
