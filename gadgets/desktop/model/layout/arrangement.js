/**
 * What a desktop consists of: every gadget and component of a layout, numbered, with its place. Pure.
 *
 * A piece is an item of the layout with `mid` (its number on the page, which gadgets know as their id), `key` (what it is
 * remembered by: its address, and which of several of that address it is), `level`
 * ("header", "page" or "tab"), `tab` (undefined outside the tabs), `component` (its name, undefined for a gadget in a
 * frame), `manages` ("tabs" for a Multi-Tab gadget, "history" for a component that shows its gadgets when asked, else
 * undefined) and `manager` (the mid of what manages it).
 */

import { componentOf } from "./component_address.js";

const MULTI_TAB = "tabbedGadgets";

/** @param {object} read of layout_xml.js  @param {object} layout one of its layouts */
export function arrange(read, layout) {
  const pieces = [];
  const times = new Map(); // by address
  const put = (item, place) => {
    const time = (times.get(item.url) ?? 0) + 1;
    times.set(item.url, time);
    const key = time === 1 ? item.url : `${item.url} ${time}`; // no address has a blank
    const piece = { ...item, ...place, key, mid: pieces.length, component: componentOf(item.url) };
    pieces.push(piece);
    return piece;
  };
  const page = layout.page.map((item) => put(item, { level: "page", tab: undefined }));
  const tabs = layout.tabs.map((tab) => ({
    ...tab,
    columns: tab.columns.map((column) => column.map((item) => put(item, { level: "tab", tab: tab.id }))),
  }));
  const columns = (side) =>
    side.map(({ width, item }) => ({ width, piece: item && put(item, { level: "header", tab: undefined }) }));
  const header = { left: columns(read.header.left), right: columns(read.header.right) };
  for (const piece of pieces) {
    const manager =
      piece.managedBy === undefined ? undefined : pieces.find((one) => manages(one, piece));
    piece.manager = manager?.mid;
    piece.manages =
      piece.component === MULTI_TAB
        ? "tabs"
        : pieces.some((one) => manages(piece, one))
          ? "history"
          : undefined;
  }
  return { header, page, tabs, pieces };
}

/** A gadget is managed by what bears the id that it names; a Multi-Tab gadget on a tab has those of its own tab only. */
function manages(manager, piece) {
  return (
    manager !== piece &&
    manager.id !== undefined &&
    manager.id === piece.managedBy &&
    manager.component !== undefined &&
    (manager.level === "page" || manager.tab === piece.tab)
  );
}

/** In which order frames are made: the page's own, those of the active tab, the others. */
export function loadOrder(pieces, activeTab) {
  const turn = (piece) => (piece.level !== "tab" ? 0 : piece.tab === activeTab ? 1 : 2);
  return pieces.toSorted((one, other) => turn(one) - turn(other) || one.mid - other.mid);
}

/** The addresses at which a gadget is looked for, one after the other: another host only for an absolute address. */
export function addressesOf({ url, alternateHosts }) {
  if (!/^https?:\/\//i.test(url)) {
    return [url];
  }
  const others = alternateHosts.flatMap((host) => {
    try {
      const other = new URL(/^https?:\/\//i.test(host) ? host : `https://${host}`);
      const address = new URL(url);
      if (/^https?:\/\//i.test(host)) {
        address.protocol = other.protocol;
      }
      address.hostname = other.hostname;
      address.port = other.port || (/:\d+$/.test(host) ? other.port : address.port);
      return [String(address)];
    } catch {
      return [];
    }
  });
  return [url, ...others];
}
