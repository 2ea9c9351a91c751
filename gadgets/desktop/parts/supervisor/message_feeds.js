/** The messages of all teams that somebody is in or supervises: read at the sign-in, then followed. */

import { NodeFeed } from "../../connection/node_feed.js";
import { teamPath } from "../../model/request.js";
import { lasting, readMessage, readOfTeam, withMessage, withoutMessage } from "../../model/supervisor/team_message.js";

export class MessageFeeds {
  /**
   * @param {{session: object, hub: object}} given  @param {(messages: object[]) => void} changed
   * @param {(message: object) => void} came one was just sent, as against those that are read
   */
  constructor({ session, hub }, changed, came) {
    Object.assign(this, { session, hub, changed, came, feeds: new Map(), messages: [] });
  }

  /** Follow these teams, by their ids, and no others. */
  follow(teams) {
    for (const [team, feed] of this.feeds) {
      if (!teams.includes(team)) {
        feed.close();
        this.feeds.delete(team);
        this.take(readOfTeam(this.messages, team, []));
      }
    }
    teams.filter((team) => !this.feeds.has(team)).forEach((team) => this.feeds.set(team, this.feed(team)));
  }

  feed(team) {
    const node = `${teamPath(team)}/TeamMessages`;
    return new NodeFeed({
      hub: this.hub,
      node,
      read: () => this.session.rest.get(node),
      loaded: (found) =>
        this.take(readOfTeam(this.messages, team, found.all("TeamMessage").map(readMessage))),
      heard: (update) => this.heard(update),
      failed: () => undefined, // it is read again with the next connection; what comes meanwhile is heard
    });
  }

  heard(update) {
    const data = update.child("data")?.elements[0];
    if (data?.local.toLowerCase() === "teammessage") {
      const message = readMessage(data);
      const isGone = update.at("event").toUpperCase() === "DELETE";
      const isKnown = this.messages.some(({ id }) => id === message.id); // it was for several of his teams
      this.take(isGone ? withoutMessage(this.messages, message.id) : withMessage(this.messages, message));
      if (!isKnown && this.messages.includes(message)) {
        this.came(message);
      }
    }
  }

  take(messages) {
    this.messages = lasting(messages, this.session.now());
    this.changed(this.messages);
  }

  tick(now) {
    const left = lasting(this.messages, now);
    if (left !== this.messages) {
      this.take(left);
    }
  }

  close() {
    this.feeds.forEach((feed) => feed.close());
  }
}
