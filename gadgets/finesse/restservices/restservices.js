/** The namespace `finesse.restservices`. */
import { RestBase } from "./base/rest_base.js";
import { RestCollectionBase } from "./base/rest_collection_base.js";
import { Contact } from "./configuration/contact.js";
import { Contacts } from "./configuration/contacts.js";
import { LayoutConfig } from "./configuration/layout_config.js";
import { MediaPropertiesLayout } from "./configuration/media_properties_layout.js";
import { MediaPropertiesLayouts } from "./configuration/media_properties_layouts.js";
import { PhoneBook } from "./configuration/phone_book.js";
import { PhoneBooks } from "./configuration/phone_books.js";
import { ReasonCode } from "./configuration/reason_code.js";
import { ReasonCodes } from "./configuration/reason_codes.js";
import { SystemInfo } from "./configuration/system_info.js";
import { Workflow } from "./configuration/workflow.js";
import { WorkflowAction } from "./configuration/workflow_action.js";
import { WorkflowActions } from "./configuration/workflow_actions.js";
import { Workflows } from "./configuration/workflows.js";
import { WrapUpReason } from "./configuration/wrap_up_reason.js";
import { WrapUpReasons } from "./configuration/wrap_up_reasons.js";
import { Dialog } from "./dialogs/dialog.js";
import { DialogBase } from "./dialogs/dialog_base.js";
import { Dialogs } from "./dialogs/dialogs.js";
import { MediaDialog } from "./dialogs/media_dialog.js";
import { MediaDialogs } from "./dialogs/media_dialogs.js";
import { DialogLogoutActions } from "./media/dialog_logout_actions.js";
import { InterruptActions } from "./media/interrupt_actions.js";
import { Media } from "./media/media.js";
import { MediaList } from "./media/media_list.js";
import { Queue } from "./queues/queue.js";
import { Queues } from "./queues/queues.js";
import { Team } from "./teams/team.js";
import { TeamLayoutConfig } from "./teams/team_layout_config.js";
import { TeamMessage } from "./teams/team_message.js";
import { TeamMessages } from "./teams/team_messages.js";
import { TeamNotReadyReasonCode } from "./teams/team_not_ready_reason_code.js";
import { TeamNotReadyReasonCodes } from "./teams/team_not_ready_reason_codes.js";
import { TeamPhoneBook } from "./teams/team_phone_book.js";
import { TeamPhoneBooks } from "./teams/team_phone_books.js";
import { TeamResource } from "./teams/team_resource.js";
import { TeamSignOutReasonCode } from "./teams/team_sign_out_reason_code.js";
import { TeamSignOutReasonCodes } from "./teams/team_sign_out_reason_codes.js";
import { TeamWorkflow } from "./teams/team_workflow.js";
import { TeamWorkflows } from "./teams/team_workflows.js";
import { TeamWrapUpReason } from "./teams/team_wrap_up_reason.js";
import { TeamWrapUpReasons } from "./teams/team_wrap_up_reasons.js";
import { Teams } from "./teams/teams.js";
import { ClientLog } from "./users/client_log.js";
import { User } from "./users/user.js";
import { Users } from "./users/users.js";

export const restservices = {
  ClientLog,
  Contact,
  Contacts,
  Dialog,
  DialogBase,
  DialogLogoutActions,
  Dialogs,
  InterruptActions,
  LayoutConfig,
  Media,
  MediaDialog,
  MediaDialogs,
  MediaList,
  MediaPropertiesLayout,
  MediaPropertiesLayouts,
  PhoneBook,
  PhoneBooks,
  Queue,
  Queues,
  ReasonCode,
  ReasonCodes,
  RestBase,
  RestCollectionBase,
  SystemInfo,
  Team,
  TeamLayoutConfig,
  TeamMessage,
  TeamMessages,
  TeamNotReadyReasonCode,
  TeamNotReadyReasonCodes,
  TeamPhoneBook,
  TeamPhoneBooks,
  TeamResource,
  TeamSignOutReasonCode,
  TeamSignOutReasonCodes,
  TeamWorkflow,
  TeamWorkflows,
  TeamWrapUpReason,
  TeamWrapUpReasons,
  Teams,
  User,
  Users,
  Workflow,
  WorkflowAction,
  WorkflowActions,
  Workflows,
  WrapUpReason,
  WrapUpReasons,
};
