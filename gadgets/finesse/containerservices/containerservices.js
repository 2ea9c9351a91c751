/** The namespace `finesse.containerservices`. */
import { ContainerServices } from "./container_services.js";
import { GadgetViewChangedEvent, TimerTickEvent, WorkflowActionEvent } from "./events.js";
import { MaxAvailableHeightChangedEvent } from "./events.js";
import { MasterPublisher } from "./master_publisher.js";
import { Topics } from "./topics.js";

export const containerservices = {
  ContainerServices,
  GadgetViewChangedEvent,
  MasterPublisher,
  MaxAvailableHeightChangedEvent,
  TimerTickEvent,
  Topics,
  WorkflowActionEvent,
};
