/** The hub of a gadget's frame. */

/** The frame's hub. Throws, and says what to do, where there is none yet. */
export function hubOf(frame) {
  const found = frame.gadgets?.Hub;
  if (!found) {
    throw new Error("There is no hub yet: start in gadgets.HubSettings.onConnect, and require pubsub-2.");
  }
  return found;
}
