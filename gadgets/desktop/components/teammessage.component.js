/** Messages to teams: everybody reads those of his own, supervisors write them. */

import { h } from "../parts/dom.js";
import { MessageBanner } from "../parts/supervisor/message_banner.js";
import { MessageFeeds } from "../parts/supervisor/message_feeds.js";
import { MessageForm } from "../parts/supervisor/message_form.js";

export function component(given) {
  const { say, session, services } = given;
  const writes = session.known.roles.includes("Supervisor");
  const form = writes ? new MessageForm(given) : undefined;
  const banner = new MessageBanner(given);
  const changed = (messages) => {
    banner.update(messages);
    form?.shown(messages);
  };
  const feeds = new MessageFeeds(given, changed, ({ id, by, creator, content }) => {
    if (creator !== session.known.loginId) {
      services.alerts.toast({ title: say("alert.teamMessage", { name: by }), body: content, tag: `team message ${id}` });
    }
  });
  return {
    element: form?.element ?? h("div", { class: "nothing-in-header" }),
    /** What stands above the gadgets of the page. */
    banner: banner.element,
    update(desk) {
      form?.update(desk);
      const teams = [desk.user.teamId, ...desk.user.teams.map(({ id }) => id)].filter(Boolean);
      feeds.follow([...new Set(teams)]);
    },
    tick: (now) => feeds.tick(now),
    remove: () => feeds.close(),
    commands: writes ? { teamMessage: () => form.menu.open("textarea") } : {},
  };
}
