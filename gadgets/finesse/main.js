/** `finesse.js`: the namespaces of the library, made known to the gadget. */
import { FinesseBase } from "./base/finesse_base.js";
import { leave } from "./base/global_names.js";
import { readIsoDates } from "./base/iso_dates.js";
import { publish } from "./base/published.js";
import { clientservices } from "./clientservices/clientservices.js";
import { containerservices } from "./containerservices/containerservices.js";
import { Converter } from "./converter/converter.js";
import { cslogger } from "./cslogger/cslogger.js";
import { digital } from "./digital/digital.js";
import { container } from "./gadget/container.js";
import { gadget } from "./gadget/gadget.js";
import { restservices } from "./restservices/restservices.js";
import { shortcutkey } from "./shortcutkey/shortcutkey.js";
import { addUuids } from "./utilities/math_uuid.js";
import { utilities } from "./utilities/namespace.js";

addUuids(Math);
readIsoDates(Date);

const page = globalThis.window ?? globalThis;
export const finesse = publish(
  {
    FinesseBase,
    Converter,
    restservices,
    clientservices,
    containerservices,
    digital,
    shortcutkey,
    utilities,
    cslogger,
    gadget,
    container,
    modules: {},
  },
  page,
);
leave(page);
