/** The reason of a state as it is shown. */

// What the system calls its reasons until an administrator gives them another label, by code.
const LABELS = {
  22: "Supervisor Initiated",
  33: "Supervisor Initiated",
  255: "Connection Failure",
  32740: "System Initiated Relogin",
  32741: "Extension Conflict",
  32742: "Non ACD Offhook",
  32748: "Agent Deleted",
  32749: "Call Cancel",
  32750: "Extension Modified",
  32751: "Skip Preview Call",
  32752: "Cancel Reservation Preview Call",
  32753: "Restricted Line",
  32754: "Restricted Device",
  32755: "Call Ended",
  32756: "Phone Working",
  32757: "CUCM Failover",
  32758: "Wrap Up Timer Expiry",
  32759: "Phone Failure",
  32760: "Agent Logon",
  32761: "Non ACD Busy",
  32762: "Offhook",
  32763: "Call Not Answered",
  32764: "System Standby",
  32765: "System Disconnect",
  32766: "Agent Initiated",
  32767: "Device Conflict",
};

/**
 * A reason's label; the system's own reasons are said in the user's language, unless an administrator has given
 * them another label.
 */
export function reasonText(reason) {
  const own = reason?.system && LABELS[reason.code] === reason.label;
  return own ? [`systemReason.${reason.code}`, {}] : (reason?.label ?? "");
}
