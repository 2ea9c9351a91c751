/**
 * The desktop's shortcut keys, those of gadgets among them. A combination that two could mean at the same moment means
 * nothing until that is over: one of the whole page against one of a gadget, of two gadgets of the active tab, or of
 * two instances of a gadget there. Source: DevNet, ShortcutKey Service.
 *
 * An entry: {id, owner, accessKey, combination, actionName, componentName, key, modifierKeys, handler, executionScope,
 *   isPageLevel, type: "component" | "gadget", tab}; `tab` is undefined for what is on no tab.
 */

import { record, records, text } from "./untrusted.js";

export const KEYS_OF_ONE = 50; // of one gadget
const MODIFIERS = {
  ctrl: "Ctrl",
  control: "Ctrl",
  alt: "Alt",
  option: "Alt",
  shift: "Shift",
  meta: "Meta",
  cmd: "Meta",
  command: "Meta",
};
const ORDER = ["Ctrl", "Alt", "Shift", "Meta"];

/**
 * What a gadget registers, as entries; the second list says what is wrong with the others.
 *
 * @param {object[]} keys as the gadget gives them
 * @param {{owner: string, title: string, tab?: string}} gadget
 */
export function readKeys(keys, { owner, title, tab }) {
  const [entries, problems] = [[], []];
  for (const given of records(Array.isArray(keys) ? keys : [keys], KEYS_OF_ONE)) {
    const [modifiers, key] = combinationOf(given);
    if (key === "" || modifiers.length === 0) {
      problems.push("a shortcut has a key and at least one of Ctrl, Alt, Shift and Meta");
    } else if (typeof given.handler !== "function") {
      problems.push("a shortcut has a handler, a function");
    } else {
      entries.push({
        id: text(given.id, 100) || `${owner}.${modifiers.join("")}${key}`,
        owner,
        accessKey: [...modifiers, key].join("+"),
        combination: [...modifiers, key].join("+"),
        actionName: text(given.actionName, 100) || text(given.id, 100),
        componentName: text(given.componentName, 100) || title,
        key,
        modifierKeys: modifiers.join("+"),
        handler: given.handler,
        executionScope: text(given.executionScope, 30),
        isPageLevel: given.isPageLevel === true || tab === undefined,
        type: "gadget",
        tab,
      });
    }
  }
  return [entries, problems];
}

/** The desktop's own shortcut as an entry. */
export function ownKey({ key, command, modifiers = "Ctrl+Alt" }, { component, action }, handler) {
  const combination = `${modifiers}+${key.toUpperCase()}`;
  return {
    id: command,
    owner: "",
    accessKey: combination,
    combination,
    actionName: action,
    componentName: component,
    key: key.toUpperCase(),
    modifierKeys: modifiers,
    handler,
    executionScope: "",
    isPageLevel: true,
    type: "component",
    tab: undefined,
  };
}

/** The entries with those of one gadget, in place of what they register anew. */
export function registered(entries, more) {
  const taken = more.map(({ owner, combination, id }) => `${owner} ${combination} ${id}`);
  const kept = entries.filter(
    ({ owner, combination, id }) => !taken.includes(`${owner} ${combination} ${id}`),
  );
  const owner = more[0]?.owner;
  const room = KEYS_OF_ONE - kept.filter((one) => one.owner === owner).length;
  return [...kept, ...more.slice(0, Math.max(0, room))];
}

/** The entries that a combination means while that tab is active; more than one means none. */
export function meant(entries, combination, active) {
  return entries.filter((one) => one.combination === combination && isLive(one, active));
}

/** Whether the combination of an entry means something else, too. */
export function isInConflict(entries, entry, active) {
  const others = entries.filter((one) => one !== entry && one.combination === entry.combination);
  return others.some(
    (one) => one.isPageLevel || entry.isPageLevel || (one.tab === entry.tab && one.tab === active),
  );
}

/** The combination of a keydown event, as `Ctrl+Alt+F`, or undefined. AltGr types characters and is no shortcut. */
export function pressedCombination(event) {
  const { ctrlKey, altKey, shiftKey, metaKey, key = "", code = "" } = event;
  if (event.getModifierState?.("AltGraph")) {
    return undefined;
  }
  const modifiers = [ctrlKey && "Ctrl", altKey && "Alt", shiftKey && "Shift", metaKey && "Meta"].filter(
    Boolean,
  );
  // What the key is, not what Alt or Shift make of it: the letter on it where it is one, else its place.
  const place = /^(?:Key|Digit|Numpad)(\w)$/.exec(code)?.[1];
  const main = /^[a-z]$/i.test(key) || place === undefined ? keyOf(key) : place;
  return modifiers.length === 0 || main === "" || isModifier(main)
    ? undefined
    : [...modifiers, main].join("+");
}

const isLive = ({ isPageLevel, tab }, active) => isPageLevel || tab === active;

/** [modifiers, key] of what a gadget gives: `key` and `modifierKeys`, or the whole in `accessKey`. */
function combinationOf(given) {
  const { key, modifierKeys, accessKey } = record(given);
  const told = Array.isArray(modifierKeys)
    ? modifierKeys.map((one) => text(one, 20)).join("+")
    : text(modifierKeys, 60);
  const words = [told, key === undefined ? text(accessKey, 60) : ""]
    .join("+")
    .split(/[\s+,_|-]+/)
    .filter(Boolean);
  const modifiers = new Set(words.map((word) => MODIFIERS[word.toLowerCase()]).filter(Boolean));
  const rest = words.filter((word) => !isModifier(word));
  const main = keyOf(key === undefined ? (rest.at(-1) ?? "") : text(key, 20).trim());
  return [ORDER.filter((one) => modifiers.has(one)), isModifier(main) ? "" : main];
}

function isModifier(word) {
  return Object.hasOwn(MODIFIERS, word.toLowerCase());
}

function keyOf(key) {
  return key.length === 1
    ? key.toUpperCase()
    : key.slice(0, 1).toUpperCase() + key.slice(1, 20).toLowerCase();
}
