/** Dragging the tabs of a strip: which one goes to which place, as the pointer says. */

const BEGINS = 5; // px, so that a click is no drag

/**
 * @param {Element} strip whose children are the tabs, each with `data-mid`
 * @param {(mid: number, to: number) => void} move
 */
export function letTabsBeDragged(strip, move) {
  let held;
  const end = () => {
    held = undefined;
    strip.classList.remove("dragging");
  };
  strip.addEventListener("pointerdown", (event) => {
    const tab = event.target.closest("[data-mid]");
    if (event.button === 0 && tab !== null) {
      held = { mid: Number(tab.dataset.mid), from: event.clientX, isMoving: false };
      tab.setPointerCapture(event.pointerId); // also over the frames of gadgets; a click stays the tab's
    }
  });
  strip.addEventListener("pointermove", (event) => {
    if (held === undefined) {
      return;
    }
    if (!held.isMoving && Math.abs(event.clientX - held.from) > BEGINS) {
      held.isMoving = true;
      strip.setPointerCapture(event.pointerId); // the tabs are drawn anew
      strip.classList.add("dragging");
    }
    const tabs = [...strip.children];
    const at = tabs.findIndex(({ dataset }) => Number(dataset.mid) === held.mid);
    const to = at < 0 || !held.isMoving ? at : placeAt(tabs, at, event.clientX);
    if (to !== at) {
      move(held.mid, to);
    }
  });
  strip.addEventListener("pointerup", end);
  strip.addEventListener("pointercancel", end);
}

/** Where the tab goes: past every other one whose middle the pointer has passed. */
function placeAt(tabs, at, x) {
  const middles = tabs.map((one) => {
    const { left, width } = one.getBoundingClientRect();
    return left + width / 2;
  });
  const before = middles.findIndex((middle, index) => index < at && x < middle);
  const behind = middles.findLastIndex((middle, index) => index > at && x > middle);
  return before >= 0 ? before : behind >= 0 ? behind : at;
}
