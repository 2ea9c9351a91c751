/** What is worth telling whoever inspects the gadgets; where nobody does, it is nothing. */

/**
 * @param {string} client of the hub: finesse_gadget_<mid>
 * @param {string} kind
 * @param {object} data
 */
export function inspect(client, kind, data) {
  globalThis.finesse?.container?.Inspection?.tell(gadgetOf(client), kind, data);
}

/** The number of the gadget that is that client of the hub, as text; undefined for any other client. */
export function gadgetOf(client) {
  return /^finesse_gadget_(\d+)$/.exec(client)?.[1];
}
