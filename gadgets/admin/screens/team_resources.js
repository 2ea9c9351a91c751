/** What each team gets: its own layout, and what is assigned to it. */

import { h, setAttribute, setText } from "../../desktop/parts/dom.js";
import { errorCode, errorText } from "../model/errors.js";
import { allOf, readOffered, readTeams, RESOURCES } from "../model/team_resources.js";
import { icon } from "../parts/icons.js";
import { List } from "../parts/list.js";
import { Tabs } from "../parts/tabs.js";
import { LayoutPart } from "../parts/team/layout_part.js";
import { ResourcePart } from "../parts/team/resource_part.js";
import { tried } from "../parts/tried.js";

const ALL_TEAMS = "/finesse/api/Teams";

/** See screens.js. */
export function screen(given) {
  return new TeamResources(given);
}

class TeamResources {
  constructor(given) {
    Object.assign(this, given);
    const { say, language } = this;
    this.list = new List({
      say,
      language,
      readOnly: true, // teams are the engine's
      name: "teams",
      label: say("teams.teams"),
      columns: [
        { id: "name", title: say("teams.name"), value: ({ name }) => name },
        { id: "id", title: say("teams.id"), value: ({ id }) => id },
      ],
      keyOf: ({ uri }) => uri,
      titleOf: ({ name }) => name,
      empty: { title: say("teams.none"), text: say("teams.noneText") },
      choose: (team) => void this.choose(team),
      refresh: () => this.refresh(),
    });
    this.place = h("div", {});
    this.element = h("div", { class: "team-resources" }, this.list.element, this.place);
    this.chooseFirst();
  }

  async load() {
    this.teams = readTeams(await this.rest.get(ALL_TEAMS));
    this.list.show(this.teams);
  }

  isDirty() {
    return this.opened?.isDirty() === true;
  }

  remove() {
    this.opened?.remove();
  }

  /** No team is opened. */
  chooseFirst() {
    this.opened?.remove();
    this.opened = undefined;
    this.list.mark(undefined);
    this.place.replaceChildren(
      h(
        "div",
        { class: "card empty", "data-testid": "team-unchosen" },
        h("strong", {}, this.say("teams.choose")),
        h("p", {}, this.say("teams.chooseText")),
      ),
    );
  }

  async refresh() {
    if (await this.leave()) {
      this.chooseFirst();
      await tried(this.notify, () => this.load());
    }
  }

  /** Open a team, unless the one that is open has changes that are to be kept. */
  async choose(team) {
    if (team.uri === this.opened?.team.uri || !(await this.leave())) {
      return;
    }
    this.wanted = team;
    const next = new Team(this, team);
    if (!(await tried(this.notify, () => next.load())) || this.wanted !== team) {
      next.remove();
      return;
    }
    this.opened?.remove();
    this.opened = next;
    this.list.mark(team.uri);
    this.place.replaceChildren(next.element);
    next.heading.focus();
  }
}

/** One team, with a tab for each kind of thing. */
class Team {
  constructor({ say, rest, readOnly, notify, locale }, team) {
    Object.assign(this, { say, rest, readOnly, notify, team });
    const changed = () => this.draw();
    this.parts = [
      new LayoutPart({ say, locale, rest, readOnly, notify, team, changed }),
      ...RESOURCES.map((resource) => new ResourcePart({ say, rest, readOnly, team, changed, resource })),
    ];
    this.heading = h("h2", { tabindex: "-1", "data-testid": "team-name" }, h("bdi", {}, team.name));
    this.save = h(
      "button",
      { type: "button", class: "button blue", "data-testid": "team-save", onclick: () => void this.saveAll() },
      say("form.save"),
    );
    this.revert = h(
      "button",
      { type: "button", class: "button quiet", "data-testid": "team-revert", onclick: () => this.revertAll() },
      say("form.revert"),
    );
    this.state = h("p", { class: "team-state", role: "status", "data-testid": "team-state" });
    this.tabs = new Tabs(
      this.parts.map((part) => ({ id: part.id, label: say(`teams.${part.id}`), element: part.element })),
      say("teams.resources", { name: team.name }),
    );
    this.element = h(
      "section",
      { class: "card team", "aria-label": say("teams.resources", { name: team.name }), "data-testid": "team" },
      h("div", { class: "team-head" }, this.heading, this.state, !readOnly && h("div", { class: "team-actions" }, this.revert, this.save)),
      this.tabs.element,
    );
    this.draw();
  }

  async load() {
    const lists = new Map();
    const offered = async (resource) => {
      const path = allOf(resource);
      if (!lists.has(path)) {
        lists.set(path, this.rest.get(path));
      }
      return readOffered(resource, await lists.get(path));
    };
    await Promise.all(
      this.parts.map(async (part) => part.load(part.resource && (await offered(part.resource)))),
    );
    this.draw();
  }

  isDirty() {
    return this.parts.some((part) => part.isDirty);
  }

  remove() {
    this.parts.forEach((part) => part.remove?.());
  }

  revertAll() {
    this.parts.forEach((part) => void part.revert());
    this.draw();
  }

  /** Save every tab that was changed. One that the server refuses stays as it is, the others are saved. */
  async saveAll() {
    const { say, notify } = this;
    this.save.disabled = true;
    const failed = [];
    const saved = [];
    for (const part of this.parts.filter(({ isDirty }) => isDirty)) {
      try {
        await part.save();
        part.kept();
        part.fail("");
        saved.push(say(`teams.${part.id}`));
      } catch (error) {
        if (error.kind === undefined) {
          throw error;
        }
        part.fail(`${say(errorText(error))} ${errorCode(error)}`.trim());
        failed.push(part.id);
      }
    }
    if (saved.length > 0) {
      notify.saved(["saved.team", { name: this.team.name, parts: saved.join(", ") }]);
    }
    this.draw();
    if (failed.length > 0) {
      this.tabs.show(failed[0]);
      setText(this.state, say("teams.failed"));
      this.state.dataset.fault = "true";
      this.tabs.buttons.get(failed[0]).focus();
    }
  }

  /** Which tabs have changes, and which of those could not be saved. */
  draw() {
    if (this.tabs === undefined) {
      return;
    }
    const { say } = this;
    for (const { id, isDirty, fault } of this.parts) {
      const button = this.tabs.buttons.get(id);
      const mark = fault ? "failed" : isDirty ? "changed" : undefined;
      if (button.dataset.mark !== mark) {
        setAttribute(button, "data-mark", mark);
        button.replaceChildren(
          say(`teams.${id}`),
          ...(mark === undefined
            ? []
            : [
                h("span", { class: "tab-mark" }, mark === "failed" && icon("warning")),
                h("span", { class: "unseen" }, say(`teams.${mark}`)),
              ]),
        );
      }
    }
    const isDirty = this.isDirty();
    this.save.disabled = !isDirty;
    this.revert.disabled = !isDirty;
    this.state.dataset.fault = "false";
    setText(this.state, isDirty && !this.readOnly ? say("teams.unsaved") : "");
  }
}
