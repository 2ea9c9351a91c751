/** Which of a call's variables are shown, and where. */
import { handlersOf } from "../../utilities/handlers.js";
import { arrayOf } from "../../utilities/lists.js";
import { RestBase } from "../base/rest_base.js";

/**
 * A layout of call variables: a header and two columns.
 * @public finesse.restservices.MediaPropertiesLayout
 */
export class MediaPropertiesLayout extends RestBase {
  static {
    Object.assign(this.prototype, { supportsSubscriptions: false });
  }

  /** `MediaPropertiesLayout` */
  getRestType() {
    return "MediaPropertiesLayout";
  }

  /** Load it anew. */
  get() {
    this._loaded = false;
    this._get((rsp) => this._tell("error", rsp));
    return this;
  }

  /** `{header: {displayName, mediaProperty}, columns: [[...], [...]]}`; a lone column is the second. */
  getData() {
    const { header, column } = this.isLoaded()._data;
    const columns = arrayOf(column).map((one) => arrayOf(one?.entry).map(shown));
    const both = columns.length === 1 ? [[], columns[0]] : [columns[0] ?? [], columns[1] ?? []];
    return { header: shown(arrayOf(header?.entry)[0]), columns: both };
  }

  /** A layout that shows nothing. */
  getEmptyData() {
    return { header: shown(undefined), columns: [[], []] };
  }

  /** Make it look like that, in the form of `getData()`. */
  setLayout({ header, columns = [] }, handlers) {
    const entries = (column) => ({ entry: arrayOf(column).map(shown) });
    const [left = [], right = []] = columns;
    const column = arrayOf(left).length === 0 ? [entries(right)] : [entries(left), entries(right)];
    const content = { MediaPropertiesLayout: { header: { entry: shown(header) }, column } };
    this.restRequest(this.getRestUrl(), { method: "PUT", content, ...handlersOf(handlers) });
    return this;
  }
}

function shown(entry) {
  const { displayName = null, mediaProperty = null } = entry ?? {};
  return { displayName, mediaProperty };
}
