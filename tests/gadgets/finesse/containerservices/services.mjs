/** A gadget's ContainerServices, begun, for the services that stand on them. */
import { containerServicesOf } from "../../../../gadgets/finesse/containerservices/container_services.js";
import { gadgetWindow } from "../gadget_window.mjs";

export function begun({ mid = 3 } = {}) {
  const frame = gadgetWindow({ mid });
  return { frame, hub: frame.hub, containerServices: containerServicesOf(frame) };
}
