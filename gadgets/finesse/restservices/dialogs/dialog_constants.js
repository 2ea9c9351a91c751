/** Words of dialogs: each is called what it is, but for DTMF. */
import { named } from "../base/named.js";

/** What can be asked of a call. */
export const Actions = {
  ...named(
    ...["DROP", "ANSWER", "HOLD", "BARGE_CALL", "PARTICIPANT_DROP", "MAKE_CALL", "RETRIEVE"],
    ...["UPDATE_SCHEDULED_CALLBACK", "CANCEL_SCHEDULED_CALLBACK", "CONSULT_CALL", "TRANSFER", "TRANSFER_SST"],
    ...["CONFERENCE", "RECLASSIFY", "UPDATE_CALL_DATA", "START_RECORDING", "ACCEPT", "REJECT", "CLOSE"],
    "SEND_DTMF",
  ),
  DTMF: "SEND_DTMF",
};

/** States of a call. */
export const States = named("ALERTING", "INITIATING", "ACTIVE", "DROPPED", "INITIATED", "FAILED", "ACCEPTED");

/** States of one who takes part in a call. */
export const ParticipantStates = { ...States, ...named("HELD", "WRAP_UP") };

/** Why a call failed. */
export const ReasonStates = named("BUSY", "BAD_DESTINATION", "OTHER", "DEVICE_RESOURCE_NOT_AVAILABLE");

/** Kinds of calls. */
export const CallTypes = named(
  ...["ACD_IN", "PREROUTE_ACD_IN", "PREROUTE_DIRECT_AGENT", "TRANSFER", "OTHER_IN", "OUT", "AGENT_INSIDE"],
  ...["CONSULT", "CONSULT_OFFERED", "CONFERENCE", "SUPERVISOR_MONITOR", "OUTBOUND", "OUTBOUND_PREVIEW"],
);

/** What can be asked of a task. */
export const TaskActions = named("ACCEPT", "START", "PAUSE", "RESUME", "WRAP_UP", "TRANSFER", "CLOSE");

/** States of a task. */
export const TaskStates = named(
  ...["OFFERED", "ACCEPTED", "ACTIVE", "PAUSED", "WRAPPING_UP", "INTERRUPTED", "CLOSED", "UNKNOWN"],
);
