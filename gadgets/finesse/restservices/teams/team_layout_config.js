/** The desktop's layout of a team. */
import { handlersOf } from "../../utilities/handlers.js";
import { RestBase } from "../base/rest_base.js";
import { layoutContent, shownLayout } from "../configuration/layout_config.js";

/**
 * A team's own layout, or that it has the default one.
 * @public finesse.restservices.TeamLayoutConfig
 */
export class TeamLayoutConfig extends RestBase {
  static {
    Object.assign(this.prototype, { supportsSubscriptions: false });
  }

  /** `TeamLayoutConfig` */
  getRestType() {
    return "TeamLayoutConfig";
  }

  /** Its path: `/LayoutConfig` of the team. */
  getRestUrl() {
    return `${this._restObj?.getRestUrl() ?? "/finesse/api"}/LayoutConfig`;
  }

  /** Load it anew. */
  get() {
    this._loaded = false;
    this._get((rsp) => this._tell("error", rsp));
    return this;
  }

  /** The layout's XML, with `&` for `&amp;` so that administrators see addresses as they are. */
  getLayoutXML() {
    return shownLayout(this.isLoaded()._data.layoutxml);
  }

  /** `"true"` if the team has the default layout. */
  getUseDefault() {
    return this.isLoaded()._data.useDefault;
  }

  /** Give the team a layout, or the default one: `{useDefault, layoutxml}`. */
  update({ useDefault, layoutxml }, handlers) {
    const content = layoutContent("TeamLayoutConfig", { useDefault, layoutxml });
    this.restRequest(this.getRestUrl(), { method: "PUT", content, ...handlersOf(handlers) });
    return this;
  }
}
