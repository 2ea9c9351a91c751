/** The namespace `finesse.containerservices`. */
import { ChannelSchema } from "./channel_schema.js";
import { ContainerServices } from "./container_services.js";
import { GadgetViewChangedEvent, TimerTickEvent, WorkflowActionEvent } from "./events.js";
import { MaxAvailableHeightChangedEvent } from "./events.js";
import { FinesseToaster } from "./finesse_toaster.js";
import { MasterPublisher } from "./master_publisher.js";
import { NotificationPopoverService } from "./notification_popover_service.js";
import { PopoverSchema } from "./popover_schema.js";
import { PopoverService } from "./popover_service.js";
import { TaskActivityNotification } from "./task_activity_notification.js";
import { Topics } from "./topics.js";

export const containerservices = {
  ChannelSchema,
  ContainerServices,
  FinesseToaster,
  GadgetViewChangedEvent,
  MasterPublisher,
  MaxAvailableHeightChangedEvent,
  NotificationPopoverService,
  PopoverSchema,
  PopoverService,
  TaskActivityNotification,
  TimerTickEvent,
  Topics,
  WorkflowActionEvent,
};
