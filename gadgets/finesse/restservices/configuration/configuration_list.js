/** Lists that administrators make; of their changes nobody is told. */
import { RestCollectionBase } from "../base/rest_collection_base.js";

/** A list that is asked for and not heard of. */
export class ConfigurationList extends RestCollectionBase {
  static {
    Object.assign(this.prototype, { supportsSubscriptions: false });
  }
}
