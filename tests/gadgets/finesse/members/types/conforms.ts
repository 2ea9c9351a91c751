/** Each object of the library is what the types say of it. */
import { clientservices } from "../../../../../gadgets/finesse/clientservices/clientservices.js";
import { containerservices } from "../../../../../gadgets/finesse/containerservices/containerservices.js";
import { Converter } from "../../../../../gadgets/finesse/converter/converter.js";
import { cslogger } from "../../../../../gadgets/finesse/cslogger/cslogger.js";
import { digital } from "../../../../../gadgets/finesse/digital/digital.js";
import { restservices } from "../../../../../gadgets/finesse/restservices/restservices.js";
import { shortcutkey } from "../../../../../gadgets/finesse/shortcutkey/shortcutkey.js";
import { utilities } from "../../../../../gadgets/finesse/utilities/namespace.js";

type Declared = typeof finesse;

export const client: Declared["clientservices"]["ClientServices"] = clientservices.ClientServices;
export const container: Declared["containerservices"]["ContainerServices"] =
  containerservices.ContainerServices;
export const toaster: Declared["containerservices"]["FinesseToaster"] = containerservices.FinesseToaster;
export const popovers: Declared["containerservices"]["PopoverService"] = containerservices.PopoverService;
export const popover: Declared["containerservices"]["PopoverSchema"] = containerservices.PopoverSchema;
export const channel: Declared["containerservices"]["ChannelSchema"] = containerservices.ChannelSchema;
export const tasks: Declared["containerservices"]["TaskActivityNotification"] =
  containerservices.TaskActivityNotification;
export const notes: Declared["containerservices"]["NotificationPopoverService"] =
  containerservices.NotificationPopoverService;
export const channels: Declared["digital"]["ChannelService"] = digital.ChannelService;
export const keys: Declared["shortcutkey"]["ShortcutKeyService"] = shortcutkey.ShortcutKeyService;
export const logger: Declared["cslogger"]["ClientLogger"] = cslogger.ClientLogger;
export const all: Declared["cslogger"]["FinesseLogger"] = cslogger.FinesseLogger;
export const converter: Declared["Converter"] = Converter;
export const functions: Declared["utilities"]["Utilities"] = utilities.Utilities;
export const texts: Declared["utilities"]["I18n"] = utilities.I18n;
export const cache: Declared["utilities"]["DesktopCache"] = utilities.DesktopCache;
export const validator: Declared["utilities"]["JsonValidator"] = utilities.JsonValidator;

export const workflow: Declared["containerservices"]["WorkflowActionEvent"] =
  containerservices.WorkflowActionEvent;
export const tick: Declared["containerservices"]["TimerTickEvent"] = containerservices.TimerTickEvent;
export const view: Declared["containerservices"]["GadgetViewChangedEvent"] =
  containerservices.GadgetViewChangedEvent;
export const height: Declared["containerservices"]["MaxAvailableHeightChangedEvent"] =
  containerservices.MaxAvailableHeightChangedEvent;
export const tunnel: Declared["clientservices"]["MasterTunnel"] = clientservices.MasterTunnel;
export const publisher: Declared["clientservices"]["MasterPublisher"] = clientservices.MasterPublisher;
export const teller: Declared["containerservices"]["MasterPublisher"] = containerservices.MasterPublisher;
export const topics: Declared["containerservices"]["Topics"] = containerservices.Topics;
export const nodes: Declared["clientservices"]["Topics"] = clientservices.Topics;

// Of the REST objects, each class.
type Rest = Declared["restservices"];
export const RestBase: Rest["RestBase"] = restservices.RestBase;
export const RestCollectionBase: Rest["RestCollectionBase"] = restservices.RestCollectionBase;
export const User: Rest["User"] = restservices.User;
export const Queue: Rest["Queue"] = restservices.Queue;
export const WrapUpReason: Rest["WrapUpReason"] = restservices.WrapUpReason;
export const Contact: Rest["Contact"] = restservices.Contact;
export const PhoneBook: Rest["PhoneBook"] = restservices.PhoneBook;
export const Workflow: Rest["Workflow"] = restservices.Workflow;
export const WorkflowAction: Rest["WorkflowAction"] = restservices.WorkflowAction;
export const Team: Rest["Team"] = restservices.Team;
export const SystemInfo: Rest["SystemInfo"] = restservices.SystemInfo;
export const ClientLog: Rest["ClientLog"] = restservices.ClientLog;
export const MediaPropertiesLayout: Rest["MediaPropertiesLayout"] = restservices.MediaPropertiesLayout;
export const LayoutConfig: Rest["LayoutConfig"] = restservices.LayoutConfig;
export const TeamLayoutConfig: Rest["TeamLayoutConfig"] = restservices.TeamLayoutConfig;
export const ReasonCode: Rest["ReasonCode"] = restservices.ReasonCode;
export const Media: Rest["Media"] = restservices.Media;
export const TeamNotReadyReasonCode: Rest["TeamNotReadyReasonCode"] = restservices.TeamNotReadyReasonCode;
export const TeamSignOutReasonCode: Rest["TeamSignOutReasonCode"] = restservices.TeamSignOutReasonCode;
export const TeamWrapUpReason: Rest["TeamWrapUpReason"] = restservices.TeamWrapUpReason;
export const TeamPhoneBook: Rest["TeamPhoneBook"] = restservices.TeamPhoneBook;
export const TeamWorkflow: Rest["TeamWorkflow"] = restservices.TeamWorkflow;
export const TeamMessage: Rest["TeamMessage"] = restservices.TeamMessage;
export const TeamResource: Rest["TeamResource"] = restservices.TeamResource;
export const DialogBase: Rest["DialogBase"] = restservices.DialogBase;
export const Dialog: Rest["Dialog"] = restservices.Dialog;
export const MediaDialog: Rest["MediaDialog"] = restservices.MediaDialog;
export const Users: Rest["Users"] = restservices.Users;
export const Dialogs: Rest["Dialogs"] = restservices.Dialogs;
export const Queues: Rest["Queues"] = restservices.Queues;
export const Teams: Rest["Teams"] = restservices.Teams;
export const WrapUpReasons: Rest["WrapUpReasons"] = restservices.WrapUpReasons;
export const Contacts: Rest["Contacts"] = restservices.Contacts;
export const PhoneBooks: Rest["PhoneBooks"] = restservices.PhoneBooks;
export const Workflows: Rest["Workflows"] = restservices.Workflows;
export const WorkflowActions: Rest["WorkflowActions"] = restservices.WorkflowActions;
export const ReasonCodes: Rest["ReasonCodes"] = restservices.ReasonCodes;
export const MediaList: Rest["MediaList"] = restservices.MediaList;
export const MediaDialogs: Rest["MediaDialogs"] = restservices.MediaDialogs;
export const MediaPropertiesLayouts: Rest["MediaPropertiesLayouts"] = restservices.MediaPropertiesLayouts;
export const TeamMessages: Rest["TeamMessages"] = restservices.TeamMessages;
export const TeamNotReadyReasonCodes: Rest["TeamNotReadyReasonCodes"] = restservices.TeamNotReadyReasonCodes;
export const TeamSignOutReasonCodes: Rest["TeamSignOutReasonCodes"] = restservices.TeamSignOutReasonCodes;
export const TeamWrapUpReasons: Rest["TeamWrapUpReasons"] = restservices.TeamWrapUpReasons;
export const TeamPhoneBooks: Rest["TeamPhoneBooks"] = restservices.TeamPhoneBooks;
export const TeamWorkflows: Rest["TeamWorkflows"] = restservices.TeamWorkflows;
export const InterruptActions: Rest["InterruptActions"] = restservices.InterruptActions;
export const DialogLogoutActions: Rest["DialogLogoutActions"] = restservices.DialogLogoutActions;
