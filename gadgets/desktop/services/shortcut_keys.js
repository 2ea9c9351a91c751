/** The shortcut keys of gadgets and of the page, as `finesse.container.ShortcutKeys` gives them. */

import { SHORTCUTS } from "../model/shortcut.js";
import {
  isInConflict,
  meant,
  ownKey,
  pressedCombination,
  readKeys,
  registered,
} from "./shortcut_registry.js";
import { call } from "./untrusted.js";

const OTHERS = [
  { group: "other", key: "2", command: "errorReport", modifiers: "Ctrl+Shift" },
  { group: "other", key: "0", command: "maximise", modifiers: "Ctrl+Shift" },
];

/** Of a supervisor. */
const TEAMS = [
  { group: "supervisor", key: "f", command: "team", modifiers: "Ctrl+Shift" },
  { group: "supervisor", key: "b", command: "barge" },
  { group: "supervisor", key: "0", command: "teamMessage" },
  { group: "supervisor", key: "y", command: "teamMessage", modifiers: "Ctrl+Shift" }, // until 12.5
];

/** Of a Multi-Tab gadget, where there is one; they do something while the focus is in it. */
const TABS = [
  { group: "other", key: "n", command: "nextTab", modifiers: "Alt+Shift" },
  { group: "other", key: "p", command: "previousTab", modifiers: "Alt+Shift" },
];

/** Of the digital channels, where there are some; by the user guides. */
const CHANNELS = [
  { group: "state", key: "l", command: "channels", modifiers: "Ctrl+Shift" },
  { group: "state", key: "v", command: "channelsReady", modifiers: "Ctrl+Shift" },
  { group: "state", key: "z", command: "channelsNotReady", modifiers: "Ctrl+Shift" },
];

const TABS_WITH_KEYS = 9; // of the left bar, in its order

export class ShortcutKeys {
  /**
   * @param {{say: function, run: (command: string) => void, can: (command: string) => boolean, placeOf: (gadget: string) => object|undefined,
   *   inspect: (gadget: string, why: string) => void}} given `can` tells whether there is
   *   such a command here, `placeOf` gives the gadget's {title, tab}
   */
  constructor(given) {
    Object.assign(this, given, { activeTab: () => undefined, tabs: () => [], enabled: true });
    const { say, run } = given;
    const own = (shortcut) =>
      ownKey(
        shortcut,
        { component: say(`shortcuts.${shortcut.group}`), action: say(`shortcut.${shortcut.command}`) },
        () => run(shortcut.command),
      );
    this.entries = [...SHORTCUTS, ...OTHERS].map(own);
    this.ofChannels = CHANNELS.map(own);
    this.ofTabs = TABS.map(own);
    this.ofTeams = TEAMS.map(own);
    this.listen = (event) => {
      if (this.pressed(event)) {
        event.preventDefault();
        event.stopImmediatePropagation();
      }
    };
    document.addEventListener("keydown", this.listen, { capture: true });
  }

  /** Register keys of a gadget. Returns whether all of them could be. */
  register(gadget, keys) {
    const place = this.placeOf(gadget);
    if (place === undefined) {
      return false;
    }
    const [entries, problems] = readKeys(keys, { owner: String(gadget), ...place });
    this.entries = registered(this.entries, entries);
    problems.forEach((why) => this.inspect(String(gadget), why));
    return problems.length === 0;
  }

  /**
   * All keys: {id, accessKey, actionName, componentName, key, modifierKeys, handler, executionScope, isPageLevel, type,
   * conflict}.
   */
  list() {
    const { live } = this;
    return live.map((entry) => {
      const { owner: _owner, combination: _combination, tab: _tab, ...shown } = entry;
      return { ...shown, conflict: isInConflict(live, entry, this.activeTab()) };
    });
  }

  /** What can be pressed: all that gadgets have registered, and of the page's own what does something here. */
  get live() {
    if (!this.enabled) {
      return [];
    }
    const component = this.say("shortcuts.tabs");
    const tabs = this.tabs()
      .slice(0, TABS_WITH_KEYS)
      .map(({ id, label, go }, at) =>
        ownKey({ key: String(at + 1), command: `tab.${id}` }, { component, action: label }, go),
      );
    return [...this.entries.filter(({ type, id }) => type === "gadget" || this.can(id)), ...tabs];
  }

  /** Carry out what a keydown event means, here or in a gadget's frame. Returns whether it means something. */
  pressed(event, gadget) {
    const combination = pressedCombination(event);
    const found = combination === undefined ? [] : meant(this.live, combination, this.activeTab());
    const [entry] = found;
    if (found.length === 1 && (!isLocal(entry) || String(gadget) === entry.owner)) {
      call(entry.handler, entry.id);
      return true;
    }
    return found.length > 1;
  }

  /** Whether there are digital channels, and so their keys. */
  hasChannels(are) {
    this.has(this.ofChannels, are);
  }

  /** Whether there are Multi-Tab gadgets, and so their keys. */
  hasMultiTabs(are) {
    this.has(this.ofTabs, are);
  }

  /** Whether the user supervises teams. */
  hasTeams(are) {
    this.has(this.ofTeams, are);
  }

  has(keys, are) {
    if (are !== this.entries.includes(keys[0])) {
      const others = this.entries.filter((entry) => !keys.includes(entry));
      this.entries = are ? [...others, ...keys] : others;
    }
  }

  gone(gadget) {
    this.entries = this.entries.filter(({ owner }) => owner !== gadget);
  }

  remove() {
    document.removeEventListener("keydown", this.listen, { capture: true });
  }
}

/** Whether a key works only while the focus is in its own gadget. */
const isLocal = ({ executionScope }) => /gadget|local/i.test(executionScope);
