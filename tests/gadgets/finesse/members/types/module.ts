/** The library as the AMD module that a loader gives. */
import finesse = require("finesse");

export const id: string = finesse.gadget.Config.id;
export const made: string = Math.uuid() + finesse.utilities.Utilities.generateUUID();
