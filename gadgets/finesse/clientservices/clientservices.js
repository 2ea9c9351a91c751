/** The namespace `finesse.clientservices`. */
import { ClientServices } from "./client_services.js";

export const clientservices = { ClientServices };
