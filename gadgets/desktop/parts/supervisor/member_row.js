/** A member of a team: his state and since when, what may be done with him, and his calls when the row is open. */

import { keyOf } from "../../model/asks.js";
import { isOnCall, movesOf, timeInState } from "../../model/supervisor/member.js";
import { h, refill, setAttribute, setText } from "../dom.js";
import { icon } from "../icons.js";
import { MemberCalls } from "./member_calls.js";

const MOVE_ICONS = { READY: "done", NOT_READY: "hold", LOGOUT: "signOut" };

export class MemberRow {
  /** @param {object} table of member_table.js */
  constructor(table, loginId) {
    const { say } = table;
    Object.assign(this, { table, say, loginId });
    this.more = h("div", { class: "member-more", role: "row", hidden: true });
    this.name = h("bdi", { class: "member-name" });
    this.expander = h(
      "button",
      {
        type: "button",
        class: "plain-button expander",
        "aria-expanded": "false",
        "data-testid": "member-expand",
        onclick: () => (this.isOpen ? this.fold() : this.unfold()),
      },
      icon("chevron"),
    );
    this.state = h("span", { class: "member-state-name", "data-testid": "member-state" });
    this.pending = h("span", { class: "member-pending", "data-testid": "member-pending" });
    this.time = h("div", { role: "cell", class: "member-time", "data-testid": "member-time" });
    this.extension = h("div", { role: "cell", class: "member-extension", "data-testid": "member-extension" });
    this.actions = h("div", { role: "cell", class: "member-actions" });
    this.row = h(
      "div",
      { class: "member-row", role: "row" },
      h("div", { role: "cell", class: "member-who" }, this.expander, this.name),
      h(
        "div",
        { role: "cell", class: "member-state" },
        h("span", { class: "member-dot" }),
        h("span", { class: "member-state-words", dir: "auto" }, this.state, this.pending),
      ),
      this.time,
      this.extension,
      this.actions,
    );
    this.problem = h("div", { class: "member-problem", role: "cell", hidden: true });
    this.calls = h("div", { class: "member-calls", role: "cell", hidden: true });
    this.more.append(this.problem, this.calls);
    this.element = h(
      "div",
      { class: "member", role: "presentation", "data-testid": "member", "data-login-id": loginId },
      this.row,
      this.more,
    );
    this.observer = new ResizeObserver(() => this.measure());
    this.observer.observe(this.more);
  }

  /** Its place among all rows; the heads are the first. */
  at(place) {
    setAttribute(this.row, "aria-rowindex", place + 2);
  }

  update(member, desk, now) {
    const { say, table } = this;
    const { name, extension, state, pendingState, reason } = member;
    this.member = member;
    setText(this.name, name);
    setAttribute(this.name, "title", name);
    setAttribute(this.element, "data-state", state);
    setAttribute(this.element, "data-system", reason?.system === true);
    setText(this.state, table.terms.words(member));
    const next = pendingState && say("state.pending", { state: [`state.${pendingState}`, {}] });
    setText(this.pending, next || "");
    setAttribute(this.state.parentNode, "title", [table.terms.words(member), next].filter(Boolean).join(" · "));
    setText(this.extension, extension);
    this.tickTime(now);
    this.updateActions(member, desk);
    this.updateProblem(desk);
    this.updateExpander(member);
  }

  updateActions(member, desk) {
    const moves = movesOf(desk, member);
    const monitor = this.table.mayMonitor(member);
    const history = this.table.properties.showAgentHistoryGadgets && member.state !== "LOGOUT";
    const isBusy = !desk.connected || desk.pending[`member ${this.loginId}`] !== undefined;
    setAttribute(this.element, "aria-busy", desk.pending[`member ${this.loginId}`] !== undefined && "true");
    refill(this.actions, JSON.stringify([member.name, moves, monitor, history, isBusy]), () => [
      moves.map((move) => this.action(`member-${move}`, `team.move.${move}`, MOVE_ICONS[move], isBusy, () => this.force(move))),
      monitor &&
        this.action("member-monitor", "team.monitor", "headset", isBusy, () => this.monitor()),
      history &&
        this.action("member-history", "team.history", "history", false, () =>
          this.table.showHistory(this.loginId),
        ),
    ]);
  }

  action(testid, text, image, disabled, press) {
    const label = this.say(text);
    return h(
      "button",
      {
        type: "button",
        class: "button quiet member-action",
        disabled,
        title: label,
        "aria-label": this.say("team.actionFor", { action: label, name: this.member.name }),
        "data-testid": testid,
        onclick: press,
      },
      icon(image),
      h("span", { class: "member-action-label" }, label),
    );
  }

  force(state) {
    const { loginId } = this;
    this.table.session.ask({ to: "force", loginId, member: this.member, state });
  }

  monitor() {
    const { loginId } = this;
    this.table.session.ask({ to: "monitor", loginId, member: this.member });
  }

  updateProblem({ notices }) {
    const notice = notices.find(({ key }) => key === keyOf({ to: "force", loginId: this.loginId }));
    this.problem.hidden = notice === undefined;
    refill(this.problem, String(notice?.id), () =>
      notice === undefined
        ? []
        : [
            icon("warning"),
            h(
              "div",
              { class: "notice-words", role: "alert" },
              h("p", {}, this.say(notice.text)),
              notice.code !== "" && h("small", { class: "error-code", "data-testid": "error-code" }, notice.code),
            ),
            h(
              "button",
              {
                type: "button",
                class: "plain-button",
                "aria-label": this.say("notice.close"),
                onclick: () => this.table.session.dispatch({ type: "dismissed", id: notice.id }),
              },
              icon("close"),
            ),
          ],
    );
    this.showMore();
  }

  updateExpander(member) {
    const can = this.table.properties.showActiveCallDetails && isOnCall(member);
    if (!can && this.isOpen) {
      this.fold();
    }
    setAttribute(this.expander, "data-can", can);
    this.expander.disabled = !can;
    setAttribute(this.expander, "aria-label", this.say("team.callsOf", { name: member.name }));
    setAttribute(this.expander, "title", can && this.say("team.callsOf", { name: member.name }));
  }

  get isOpen() {
    return this.shown !== undefined;
  }

  /** Show his calls: read once, and followed while the row is open. */
  unfold() {
    this.shown = new MemberCalls(this.table, this.member);
    this.calls.replaceChildren(this.shown.element);
    this.calls.hidden = false;
    setAttribute(this.expander, "aria-expanded", "true");
    this.showMore();
    this.table.opened(this.loginId);
  }

  fold() {
    this.shown?.remove();
    this.shown = undefined;
    this.calls.hidden = true;
    this.calls.replaceChildren();
    setAttribute(this.expander, "aria-expanded", "false");
    this.showMore();
  }

  showMore() {
    this.more.hidden = this.problem.hidden && this.calls.hidden;
    if (this.more.hidden) {
      this.table.extra(this.loginId, 0);
    }
  }

  measure() {
    if (this.element.isConnected && !this.more.hidden) {
      this.table.extra(this.loginId, this.more.offsetHeight);
    }
  }

  /** The time in the state goes on. */
  tickTime(now) {
    if (this.member !== undefined) {
      setText(this.time, timeInState(this.member, now));
    }
  }

  tick(now) {
    this.shown?.tick(now);
  }

  remove() {
    this.observer.disconnect();
    this.shown?.remove();
    this.element.remove();
  }
}
