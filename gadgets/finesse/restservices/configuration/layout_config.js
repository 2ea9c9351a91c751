/** The desktop's layout for teams that have none of their own. */
import { escaped, xmlOf } from "../../converter/object_form.js";
import { handlersOf } from "../../utilities/handlers.js";
import { RestBase } from "../base/rest_base.js";

/**
 * The default layout of the desktop.
 * @public finesse.restservices.LayoutConfig
 */
export class LayoutConfig extends RestBase {
  static {
    Object.assign(this.prototype, { supportsSubscriptions: false });
  }

  /** `LayoutConfig` */
  getRestType() {
    return "LayoutConfig";
  }

  /** Its path; there is the default one alone. */
  getRestUrl() {
    return "/finesse/api/LayoutConfig/default";
  }

  /** The layout's XML, with `&` for `&amp;` so that administrators see addresses as they are. */
  getLayoutxml() {
    return shownLayout(this.isLoaded()._data.layoutxml);
  }

  /** Make that the layout. */
  update(layoutxml, handlers) {
    const content = layoutContent("LayoutConfig", { layoutxml });
    this.restRequest(this.getRestUrl(), { method: "PUT", content, ...handlersOf(handlers) });
    return this;
  }
}

/** A layout's XML as administrators see it. */
export function shownLayout(layoutxml) {
  return (layoutxml ?? "").replaceAll("&amp;", "&");
}

/** A body with a layout in it; in the layout each `&` becomes `&amp;` that is none yet. */
export function layoutContent(type, { layoutxml, ...fields }) {
  const xml = layoutxml === undefined ? {} : { layoutxml: layoutxml.replace(/&(?!amp;)/g, "&amp;") };
  return xmlOf({ [type]: { ...fields, ...xml } }, { escape: escaped });
}
