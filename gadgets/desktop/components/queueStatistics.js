/** The queues of the agent, or of a supervisor's teams. */

import { QueueStatistics } from "../parts/supervisor/queue_statistics.js";

export function component(given) {
  const statistics = new QueueStatistics(given);
  return {
    element: statistics.element,
    update: (desk) => statistics.update(desk),
    tick: (now) => statistics.tick(now),
    remove: () => statistics.remove(),
  };
}
