/** A supervisor's teams. */

import { TeamPerformance } from "../parts/supervisor/team_performance.js";

export function component(given) {
  const performance = new TeamPerformance(given);
  return {
    element: performance.element,
    update: (desk) => performance.update(desk),
    tick: (now) => performance.tick(now),
    remove: () => performance.remove(),
    commands: { team: () => performance.chooseTeam() },
  };
}
