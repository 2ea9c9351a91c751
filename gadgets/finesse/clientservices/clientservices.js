/** The namespace `finesse.clientservices`. */
import { ClientServices } from "./client_services.js";
import { MasterPublisher } from "./master_publisher.js";
import { MasterTunnel } from "./master_tunnel.js";
import { Topics } from "./topics.js";

export const clientservices = { ClientServices, MasterPublisher, MasterTunnel, Topics };
