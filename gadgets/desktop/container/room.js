/** The room that gadgets take: one may have all of its tab, or of the page, and is told how much that is. */

const VIEW_CHANGED = "finesse.containerservices.gadgetViewChangedEvent";
const HEIGHT_CHANGED = "finesse.containerservices.maxAvailableHeightChangedEvent";
const LEAST_HEIGHT = 200; // px, of a maximised gadget

export class Room {
  /** @param {{hub: object, main: Element, page: Element, panels: object, tabs: object, gadgets: object[]}} board */
  constructor(board) {
    this.board = board;
  }

  /** Give a gadget all the room of its tab or of the page, or take it back. */
  maximise(gadget, is) {
    const { board } = this;
    const other = board.gadgets.find((one) => one !== gadget && one.isMaximised && sameRoom(one, gadget));
    if (is && other !== undefined) {
      this.maximise(other, false);
    }
    const around = gadget.piece.level === "page" ? board.main : board.panels.get(gadget.piece.tab);
    around?.classList.toggle("has-maximised", is);
    gadget.maximised(is, () => this.heightFor(gadget));
    board.hub.publish(VIEW_CHANGED, this.viewOf(gadget));
  }

  /** What a gadget may know of how it is seen. */
  viewOf(gadget) {
    return {
      gadgetId: String(gadget.mid), // as a gadget reads it from its address
      tabId: gadget.piece.tab,
      maxAvailableHeight: this.heightFor(gadget),
      view: gadget.view,
    };
  }

  /** How high a frame may be that has its tab for itself, px. */
  heightFor(gadget) {
    const { main, page, panels, tabs } = this.board;
    if (main === undefined) {
      return LEAST_HEIGHT;
    }
    const panel = gadget.piece.level === "page" ? page : (panels.get(tabs.active) ?? page);
    const around = gadget.isMaximised && gadget.element.checkVisibility() ? gadget.element : panel;
    const top = around.getBoundingClientRect().top - main.getBoundingClientRect().top + main.scrollTop;
    const padding = Number.parseFloat(getComputedStyle(main).paddingBottom) || 0;
    const edges = 2;
    const bar = gadget.chrome.bar.offsetHeight;
    return Math.max(LEAST_HEIGHT, Math.floor(main.clientHeight - top - padding - bar - edges));
  }

  /** There is more room, or less: who has all of it takes it, and gadgets are told. */
  changed() {
    const maximised = this.board.gadgets.filter((one) => one.isMaximised);
    for (const gadget of maximised) {
      gadget.maximised(true, () => this.heightFor(gadget));
    }
    const maxAvailableHeight = maximised[0] && this.heightFor(maximised[0]);
    if (maxAvailableHeight !== undefined && maxAvailableHeight !== this.told) {
      this.board.hub.publish(HEIGHT_CHANGED, { maxAvailableHeight });
    }
    this.told = maxAvailableHeight;
  }
}

const sameRoom = (one, other) => one.piece.level === other.piece.level && one.piece.tab === other.piece.tab;
