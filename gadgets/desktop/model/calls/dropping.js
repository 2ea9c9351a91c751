/** Who of a conference can be taken out of it: what the server allows and the desktop's properties do not forbid. */

import { others, ownPart } from "./dialog.js";

/**
 * The participants that this user may drop. The server knows who leads the conference; where leaders may, its word
 * counts. Source: administration guide, enableDropParticipantFor and dropParticipant.
 */
export function droppable({ user }, dialog, { enableDropParticipantFor, dropParticipant }) {
  const own = ownPart(dialog, user.extension);
  const isRefused = enableDropParticipantFor === "supervisor_only" && !user.roles.includes("Supervisor");
  if (!own?.actions.includes("PARTICIPANT_DROP") || isRefused) {
    return [];
  }
  return others(dialog, user.extension).filter(({ agent }) => agent || dropParticipant === "all");
}
