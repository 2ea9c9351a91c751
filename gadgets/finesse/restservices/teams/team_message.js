/** What a supervisor tells his team. */
import { handlersOf } from "../../utilities/handlers.js";
import { arrayOf } from "../../utilities/lists.js";
import { RestBase } from "../base/rest_base.js";

/**
 * A message to teams.
 * @public finesse.restservices.TeamMessage
 */
export class TeamMessage extends RestBase {
  static {
    Object.assign(this.prototype, { supportsSubscriptions: false });
  }

  /** `TeamMessage` */
  getRestType() {
    return "TeamMessage";
  }

  /** The text. */
  getContent() {
    return this.isLoaded()._data.content;
  }

  /** For how many seconds it is shown. */
  getDuration() {
    return this.isLoaded()._data.duration;
  }

  /** Since when. */
  getCreatedAt() {
    return this.isLoaded()._data.createdAt;
  }

  /** Who sent it, `{id, firstName, lastName}`. */
  getCreatedBy() {
    return this.isLoaded()._data.createdBy;
  }

  /** Its URI. */
  getUri() {
    return this.isLoaded()._data.uri;
  }

  /** The ids of the teams. */
  getTeams() {
    return arrayOf(this.isLoaded()._data.teams?.team);
  }

  /** Send one: `{duration, content, teams}` with the teams' ids. */
  add({ duration, content, teams }, handlers) {
    const message = { TeamMessage: { duration, content, teams: { team: arrayOf(teams?.team ?? teams) } } };
    this.restRequest("/finesse/api/TeamMessage", {
      method: "POST",
      content: message,
      ...handlersOf(handlers),
    });
    return this;
  }

  /** Take it back. */
  delete(handlers) {
    this.restRequest(this.getRestUrl(), { method: "DELETE", ...handlersOf(handlers) });
    return this;
  }
}
