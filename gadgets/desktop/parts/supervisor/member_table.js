/**
 * The rows of a team. Only those that are seen are made, however many there are; what changes is gathered and shown once
 * a frame, so that many events cost no more than one; and the times of all go on in one step.
 */

import { COLUMNS, sorted } from "../../model/supervisor/team.js";
import { mayMonitor } from "../../model/supervisor/member.js";
import { rowWindow } from "../../model/supervisor/row_window.js";
import { h, setAttribute } from "../dom.js";
import { MemberRow } from "./member_row.js";
import { markSorting, sortHead } from "./sort_head.js";

const STANDARD_ROWS = 10;
const NARROW = 720; // px; what the style sheet has for a narrow table
const HEIGHTS = { wide: 46, narrow: 96 }; // px of a row, as the style sheet has them
const STEP = 10_000;
const OPEN = 5; // rows at most

export class MemberTable {
  /** @param {object} given as the component's, with `team`, `terms` and `showHistory(loginId)` */
  constructor(given) {
    Object.assign(this, given);
    const { say, gadget } = given;
    this.most = gadget.maxRows > 0 ? gadget.maxRows : STANDARD_ROWS;
    this.rows = new Map();
    this.dirty = new Set();
    this.open = new Map(); // login id → how much higher its row is
    this.heads = new Map(COLUMNS.map((column) => [column, this.head(column)]));
    this.header = h(
      "div",
      { class: "member-row member-heads", role: "row" },
      [...this.heads.values()],
      h("div", { role: "columnheader" }, h("span", {}, say("team.column.actions"))),
    );
    this.before = h("div", { class: "member-space", role: "presentation" });
    this.after = h("div", { class: "member-space", role: "presentation" });
    this.list = h(
      "div",
      {
        class: "members",
        role: "rowgroup",
        tabindex: "0", // it scrolls
        "aria-label": say("team.members"),
        "data-testid": "members",
        onscroll: () => this.later(),
      },
      this.before,
      this.after,
    );
    this.element = h(
      "div",
      { class: "member-table", role: "table", "aria-label": say("component.teamPerformance"), hidden: true },
      h("div", { role: "rowgroup" }, this.header),
      this.list,
    );
    this.size = HEIGHTS.wide;
    this.observer = new ResizeObserver(() => this.resized());
    this.observer.observe(this.element);
    this.markSorting();
  }

  head(column) {
    const press = () => {
      this.team.show(sorted(this.team.view, column));
      this.markSorting();
      this.viewChanged();
    };
    return sortHead({ label: this.say(`team.column.${column}`), testid: `team-sort-${column}`, press });
  }

  markSorting() {
    markSorting(this.heads, this.team.view);
  }

  /** Another width may make rows of another height. */
  resized() {
    const isNarrow = this.element.clientWidth > 0 && this.element.clientWidth < NARROW;
    const size = isNarrow ? HEIGHTS.narrow : HEIGHTS.wide;
    setAttribute(this.element, "data-narrow", isNarrow);
    this.size = size;
    this.later();
  }

  /** Something of the supervisor's own desk changed: what may be done, or what is pending. */
  deskChanged(desk) {
    const { user, dialogs, connected, pending, notices } = desk;
    this.desk = desk;
    const about = (key) => key.startsWith("member ");
    const version = JSON.stringify([
      user.state,
      dialogs.length,
      connected,
      Object.keys(pending).filter(about),
      notices.filter(({ key }) => about(key)).map(({ id }) => id),
    ]);
    if (version !== this.version) {
      this.version = version;
      this.changed();
    }
  }

  mayMonitor(member) {
    return mayMonitor(this.desk, member);
  }

  /** An event tells of a member: what was asked for him is answered. */
  settled({ loginId }) {
    const key = `member ${loginId}`;
    if (this.desk?.pending[key] !== undefined) {
      this.session.dispatch({ type: "settled", key });
    }
  }

  /** Everything may be another. */
  changed() {
    this.rows.forEach((_row, id) => this.dirty.add(id));
    this.later();
  }

  memberChanged({ loginId }) {
    this.dirty.add(loginId);
    this.later();
  }

  viewChanged() {
    this.list.scrollTop = 0;
    this.changed();
  }

  /** Another team. */
  reset() {
    this.rows.forEach((row) => row.remove());
    this.rows.clear();
    this.open.clear();
    this.viewChanged();
  }

  /** A row opened, closed, or became higher by so much. */
  extra(loginId, height) {
    if ((this.open.get(loginId) ?? 0) === height) {
      return;
    }
    if (height === 0) {
      this.open.delete(loginId);
    } else {
      this.open.set(loginId, height);
    }
    this.later();
  }

  /** A row shows its calls: of too many the one that was opened first closes. */
  opened(loginId) {
    const open = [...this.rows.values()].filter((row) => row.isOpen && row.loginId !== loginId);
    open.slice(0, Math.max(0, open.length + 1 - OPEN)).forEach((row) => row.fold());
  }

  later() {
    this.frame ??= requestAnimationFrame(() => {
      this.frame = undefined;
      this.draw();
    });
  }

  draw() {
    const { shown } = this.team;
    if (this.desk === undefined) {
      return;
    }
    const now = this.session.now();
    const places = new Map(shown.map(({ loginId }, place) => [loginId, place]));
    const extras = [...this.open].flatMap(([id, extra]) => (places.has(id) ? [[places.get(id), extra]] : []));
    const room = this.most * this.size;
    const { first, last, before, after } = rowWindow({
      count: shown.length,
      height: this.size,
      extras,
      top: this.list.scrollTop,
      room,
    });
    setAttribute(this.element, "aria-rowcount", shown.length + 1);
    setHeight(this.list, "maxHeight", room);
    setHeight(this.before, "height", before);
    setHeight(this.after, "height", after);
    const members = shown.slice(first, last);
    this.drop(new Set(members.map(({ loginId }) => loginId)), places);
    const rows = members.map((member, at) => this.row(member, first + at, now));
    place(this.list, [this.before, ...rows.map((row) => row.element), this.after]);
    this.dirty.clear();
  }

  /** Take away the rows that are not seen; open ones of members who are still shown go on hearing. */
  drop(wanted, places) {
    for (const [id, row] of this.rows) {
      if (wanted.has(id)) {
        continue;
      }
      const hasFocus = row.element.contains(document.activeElement);
      row.element.remove();
      if (hasFocus) {
        this.list.focus({ preventScroll: true });
      }
      if (!row.isOpen || !places.has(id)) {
        row.remove();
        this.rows.delete(id);
        this.open.delete(id);
      }
    }
  }

  row(member, at, now) {
    const { loginId } = member;
    let row = this.rows.get(loginId);
    if (row === undefined) {
      row = new MemberRow(this, loginId);
      this.rows.set(loginId, row);
      this.dirty.add(loginId);
    }
    if (this.dirty.has(loginId) || !row.element.isConnected) {
      row.update(member, this.desk, now);
    }
    row.at(at);
    return row;
  }

  tick(now) {
    const step = Math.floor(now / STEP);
    if (step !== this.step) {
      this.step = step;
      this.rows.forEach((row) => row.tickTime(now));
    }
    this.rows.forEach((row) => row.tick(now));
  }

  /** The focus goes to a member's row, or to the table where it is not there. */
  focus(loginId) {
    (this.rows.get(loginId)?.element.querySelector("button:not([disabled])") ?? this.list).focus();
  }

  remove() {
    cancelAnimationFrame(this.frame);
    this.observer.disconnect();
    this.rows.forEach((row) => row.remove());
  }
}

function setHeight(element, property, pixels) {
  const value = `${pixels}px`;
  if (element.style[property] !== value) {
    element.style[property] = value;
  }
}

/** Bring an element's children into that order. The one with the focus stays where it is, and so keeps it. */
function place(parent, wanted) {
  const still = Math.max(0, wanted.findIndex((one) => one.contains(document.activeElement)));
  for (let at = still - 1; at >= 0; at -= 1) {
    put(parent, wanted[at], wanted[at + 1]);
  }
  for (let at = still + 1; at < wanted.length; at += 1) {
    put(parent, wanted[at], wanted[at - 1].nextSibling);
  }
}

function put(parent, one, next) {
  if (one !== next && (one.parentNode !== parent || one.nextSibling !== next)) {
    parent.insertBefore(one, next);
  }
}
