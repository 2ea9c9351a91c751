/** The layout of desktops, as the REST API reads and writes it. */

import { element } from "../../../notification/xml.js";

export const DEFAULT_LAYOUT = "/finesse/api/LayoutConfig/default";

/** @param {import("../../../notification/xml.js").XmlElement} xml LayoutConfig or TeamLayoutConfig */
export const readLayoutConfig = (xml) => xml.at("layoutxml");

export const layoutConfigBody = (layout) => element("LayoutConfig", {}, element("layoutxml", {}, layout));
