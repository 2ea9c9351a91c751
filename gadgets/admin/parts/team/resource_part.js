/** One tab of a team: what is assigned to it of one kind. */

import { h } from "../../../desktop/parts/dom.js";
import { assignmentBody, ofTeam, readAssigned } from "../../model/team_resources.js";
import { TransferList } from "../transfer_list.js";

export class ResourcePart {
  /** @param {object} given say, rest, readOnly, team, changed, and the `resource`: a row of RESOURCES */
  constructor(given) {
    Object.assign(this, given, { id: given.resource.id, fault: "" });
    this.element = h("div", { class: "team-part" }, h("p", { class: "field-note" }, this.say(`teams.hint.${this.id}`)));
  }

  /** @param {{id: string, title: string, detail: string}[]} offered what can be assigned */
  async load(offered) {
    const { say, resource, readOnly } = this;
    const assigned = readAssigned(resource, await this.rest.get(ofTeam(resource, this.team.id)));
    this.list = new TransferList({
      say,
      name: this.id,
      label: say(`teams.${this.id}`),
      things: offered,
      chosen: assigned,
      isOrdered: resource.isOrdered === true,
      most: resource.most,
      readOnly,
      changed: () => {
        this.fault = "";
        this.changed();
      },
    });
    this.element.append(this.list.element);
    this.known = this.list.value;
  }

  get isDirty() {
    return this.list?.isDirty === true;
  }

  async save() {
    const { resource } = this;
    await this.rest.put(ofTeam(resource, this.team.id), assignmentBody(resource, this.list.value));
  }

  kept() {
    this.list.kept();
    this.known = this.list.value;
  }

  revert() {
    this.list.value = this.known;
    this.fail("");
  }

  fail(text) {
    this.fault = text;
    this.list.fail(text);
  }
}
