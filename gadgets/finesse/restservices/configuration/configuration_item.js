/** Things that administrators make, change and delete. */
import { handlersOf } from "../../utilities/handlers.js";
import { RestBase } from "../base/rest_base.js";

/** A thing of a list that is asked for as a whole. */
export class ConfigurationItem extends RestBase {
  static {
    Object.assign(this.prototype, { supportsRequests: false, supportsSubscriptions: false });
  }

  /** Its URI. */
  getUri() {
    return this.isLoaded()._data.uri;
  }

  /** Make one: `POST` to the path of its type. */
  _add(fields, handlers) {
    const url = this.getRestUrl();
    const path = this._id ? url.slice(0, url.lastIndexOf("/")) : url;
    return this._ask(path, "POST", { [this.getRestType()]: fields }, handlers);
  }

  /** Change it: `PUT` to its own path, with its id. */
  _update(fields, handlers) {
    return this._ask(
      this.getRestUrl(),
      "PUT",
      { [this.getRestType()]: { uri: this.getId(), ...fields } },
      handlers,
    );
  }

  _delete(handlers) {
    return this._ask(this.getRestUrl(), "DELETE", undefined, handlers);
  }

  _ask(path, method, content, handlers) {
    this.restRequest(path, { method, content, ...handlersOf(handlers) });
    return this;
  }
}

/** The fields of those names that `given` has, in this order. */
export function fieldsOf(given, ...names) {
  const found = names.filter((name) => given?.[name] !== undefined);
  return Object.fromEntries(found.map((name) => [name, given[name]]));
}

/** Things by their names. */
export function byName(things) {
  return Object.fromEntries(things.map((thing) => [thing.name, thing]));
}
