/** What of the administrators' lists a team has. */
import { handlersOf } from "../../utilities/handlers.js";
import { arrayOf } from "../../utilities/lists.js";
import { ConfigurationList } from "../configuration/configuration_list.js";

/** A list of a team; who changes it says the whole. */
export class TeamAssignment extends ConfigurationList {
  /** Let the team have these, by their URIs. */
  update(uris, handlers) {
    const given = typeof uris === "object" && uris !== null ? Object.values(uris) : arrayOf(uris);
    const items = given.map((each) => ({ uri: each?.uri ?? each }));
    const content = { [this.getRestType()]: { [this.getRestItemType()]: items } };
    this.restRequest(this.getRestUrl(), { method: "PUT", content, ...handlersOf(handlers) });
    return this;
  }
}
