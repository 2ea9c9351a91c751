/** The layouts of call variables of a user, or all. */
import { ConfigurationList } from "./configuration_list.js";
import { MediaPropertiesLayout } from "./media_properties_layout.js";

/**
 * Layouts of call variables.
 * @public finesse.restservices.MediaPropertiesLayouts
 */
export class MediaPropertiesLayouts extends ConfigurationList {
  /** `MediaPropertiesLayouts` */
  getRestType() {
    return "MediaPropertiesLayouts";
  }

  /** `MediaPropertiesLayout` */
  getRestItemType() {
    return "MediaPropertiesLayout";
  }

  /** `MediaPropertiesLayout` */
  getRestItemClass() {
    return MediaPropertiesLayout;
  }
}
