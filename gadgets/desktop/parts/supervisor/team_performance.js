/** A supervisor's teams: who is in them, what each does since when, and what may be done with him. */

import { NodeFeed } from "../../connection/node_feed.js";
import { errorCode, errorText } from "../../model/errors.js";
import { stateText } from "../../model/desk.js";
import { readMember } from "../../model/supervisor/member.js";
import { Team } from "../../model/supervisor/team.js";
import { teamPath } from "../../model/request.js";
import { RestError } from "../../rest.js";
import { h, refill, setText } from "../dom.js";
import { History } from "./history.js";
import { MemberTable } from "./member_table.js";

const SEARCHED = 100; // characters

export class TeamPerformance {
  /** @param {object} given as every component's, with `managedCount(gadget)` */
  constructor(given) {
    const { say, locale, gadget } = given;
    Object.assign(this, given);
    this.terms = stateTerms(say, locale);
    this.team = new Team(this.terms);
    this.name = `team-${gadget.mid}`;
    this.choice = h("select", {
      class: "choice",
      id: `${this.name}-choice`,
      "data-testid": "team-choice",
      onchange: () => this.follow(this.choice.value),
    });
    this.search = h("input", {
      type: "search",
      maxlength: SEARCHED,
      id: `${this.name}-search`,
      placeholder: say("team.searchHint"),
      "data-testid": "team-search",
      oninput: () => this.see({ search: this.search.value }),
    });
    this.loggedOut = h("input", {
      type: "checkbox",
      "data-testid": "team-logged-out",
      onchange: () => this.see({ includeLoggedOut: this.loggedOut.checked }),
    });
    this.table = new MemberTable({ ...given, team: this.team, terms: this.terms, showHistory: (id) => this.showHistory(id) });
    this.words = h("p", { class: "nothing", role: "status", "data-testid": "team-words" });
    this.code = h("small", { class: "error-code", "data-testid": "error-code" });
    this.count = h("span", { class: "team-count", "data-testid": "team-count" });
    this.title = h("h2", { id: `${this.name}-title` }, say("component.teamPerformance"), this.count);
    this.list = h(
      "div",
      { class: "team-list" },
      h(
        "div",
        { class: "team-head" },
        this.title,
        h(
          "div",
          { class: "team-tools" },
          h("label", { for: this.choice.id, class: "unseen" }, say("team.choose")),
          this.choice,
          h("label", { for: this.search.id, class: "unseen" }, say("team.search")),
          this.search,
          h("label", { class: "check" }, this.loggedOut, h("span", {}, say("team.includeLoggedOut"))),
        ),
      ),
      this.table.element,
      this.words,
      this.code,
    );
    this.history = new History({ ...given, back: (id) => this.hideHistory(id) });
    this.element = h(
      "section",
      { class: "card team", "aria-labelledby": this.title.id, "data-testid": "team-performance" },
      this.list,
      this.history.element,
    );
    this.problem = undefined;
    this.teams = [];
  }

  update(desk) {
    const teams = desk.user.teams;
    refill(this.choice, JSON.stringify(teams), () =>
      teams.map(({ id, name }) => h("option", { value: id, dir: "auto" }, name)),
    );
    this.teams = teams;
    const chosen = teams.some(({ id }) => id === this.teamId) ? this.teamId : teams[0]?.id;
    if (chosen !== this.teamId) {
      this.choice.value = chosen ?? "";
      this.follow(chosen);
    }
    this.table.deskChanged(desk);
    this.describe();
  }

  /** Show that team, and no other. */
  follow(id) {
    this.feed?.close();
    this.feed = undefined;
    this.teamId = id;
    this.problem = undefined;
    this.isRead = false;
    this.team.load([]);
    this.table.reset();
    if (id !== undefined) {
      this.feed = new NodeFeed({
        hub: this.hub,
        node: `${teamPath(id)}/Users`,
        read: () => this.session.rest.get(teamPath(id)),
        loaded: (team) => this.loaded(team),
        heard: (update) => this.heard(update),
        failed: (error) => this.failed(error),
      });
    }
    this.describe();
  }

  loaded(team) {
    this.isRead = true;
    this.problem = undefined;
    this.team.load((team.child("users") ?? team).all("User").map(readMember));
    this.table.changed();
    this.describe();
  }

  /** An event of the team's node: one member's state, or the whole team after somebody came or went. */
  heard(update) {
    const data = update.child("data")?.elements[0];
    if (data?.local.toLowerCase() === "team") {
      this.loaded(data);
    } else if (data?.local.toLowerCase() === "user") {
      const member = readMember(data);
      if (this.team.put(member)) {
        this.table.memberChanged(member);
      }
      this.table.settled(member);
    }
  }

  failed(error) {
    this.problem = error instanceof RestError ? error : { kind: "refused" };
    this.describe();
  }

  /** Search, or leave out. */
  see(change) {
    this.team.show({ ...this.team.view, ...change });
    this.table.viewChanged();
    this.describe();
  }

  /** What stands in the place of rows where there are none, and how many agents there are. */
  describe() {
    const { say, team } = this;
    const isEmpty = team.shown.length === 0;
    this.words.hidden = !isEmpty && this.problem === undefined;
    this.table.element.hidden = isEmpty;
    setText(this.words, say(this.wordsNow()));
    setText(this.code, this.problem === undefined ? "" : errorCode(this.problem));
    setText(this.count, this.isRead ? say("team.count", { count: team.signedIn, all: team.members.size }) : "");
  }

  wordsNow() {
    const { members, view, signedIn } = this.team;
    if (this.problem !== undefined) {
      return errorText(this.problem);
    }
    if (this.teams.length === 0) {
      return ["team.none", {}];
    }
    if (!this.isRead) {
      return ["team.loading", {}];
    }
    if (members.size === 0) {
      return ["team.noMembers", {}];
    }
    return signedIn === 0 && !view.includeLoggedOut ? ["team.noneSignedIn", {}] : ["team.nobodyFound", {}];
  }

  tick(now) {
    this.table.tick(now);
    if (this.count.textContent !== "") {
      this.describe();
    }
  }

  /** The focus goes to the choice of the team. */
  chooseTeam() {
    this.choice.focus();
  }

  showHistory(id) {
    this.list.hidden = true;
    this.history.show(this.team.members.get(id));
  }

  hideHistory(id) {
    this.list.hidden = false;
    this.table.focus(id);
  }

  remove() {
    this.feed?.close();
    this.table.remove();
  }
}

/** States as they are written and compared; each member's words are made once. */
function stateTerms(say, locale) {
  const known = new WeakMap();
  const { compare } = new Intl.Collator(locale.replace("_", "-"), { numeric: true });
  return {
    words(member) {
      if (!known.has(member)) {
        known.set(member, say(stateText(member)));
      }
      return known.get(member);
    },
    compare,
  };
}
