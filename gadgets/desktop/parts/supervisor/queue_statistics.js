/** The queues of somebody, with what waits in them and who is there; words where the server counts nothing of them. */

import { NodeFeed } from "../../connection/node_feed.js";
import { errorText } from "../../model/errors.js";
import { queuesPath } from "../../model/request.js";
import { COLUMNS, inOrder, isCounted, readQueue, valueIn } from "../../model/supervisor/queue.js";
import { sorted } from "../../model/supervisor/team.js";
import { RestError } from "../../rest.js";
import { h, setText } from "../dom.js";
import { markSorting, sortHead } from "./sort_head.js";

const FOLLOWED = 100; // queues

export class QueueStatistics {
  /** @param {{say: function, locale: string, session: object, hub: object, gadget: object}} given */
  constructor({ say, locale, session, hub, gadget }) {
    Object.assign(this, { say, session, hub, queues: new Map(), feeds: new Map() });
    this.compare = new Intl.Collator(locale.replace("_", "-"), { numeric: true }).compare;
    this.view = { column: "name", descending: false };
    this.heads = new Map(COLUMNS.map((column) => [column, this.head(column)]));
    this.body = h("tbody", {});
    this.words = h("p", { class: "nothing", role: "status", "data-testid": "queue-words" }, say("queue.loading"));
    const title = h("h2", { id: `queues-${gadget.mid}` }, say("component.queueStatistics"));
    this.table = h(
      "div",
      { class: "queue-scroll", tabindex: "0", role: "group", "aria-labelledby": title.id, hidden: true },
      h("table", { class: "queue-table", "data-testid": "queues" }, h("thead", {}, h("tr", {}, ...this.heads.values())), this.body),
    );
    this.element = h(
      "section",
      { class: "card queues", "aria-labelledby": title.id, "data-testid": "queue-statistics" },
      title,
      this.table,
      this.words,
    );
    markSorting(this.heads, this.view);
  }

  head(column) {
    return sortHead({
      label: this.say(`queue.column.${column}`),
      testid: `queue-sort-${column}`,
      head: h("th", { scope: "col" }),
      press: () => {
        this.view = sorted(this.view, column);
        markSorting(this.heads, this.view);
        this.draw();
      },
    });
  }

  update({ user }) {
    this.feed ??= this.followed(queuesPath(user.loginId), {
      read: () => this.session.rest.get(queuesPath(user.loginId)),
      loaded: (found) => this.loaded(found.all("Queue").map(readQueue)),
      failed: (error) => this.failed(error),
    });
  }

  followed(node, more) {
    return new NodeFeed({
      hub: this.hub,
      node,
      read: () => Promise.resolve(),
      loaded: () => undefined,
      heard: (update) => this.heard(update),
      failed: () => undefined,
      ...more,
    });
  }

  loaded(queues) {
    this.queues = new Map(queues.map((queue) => [queue.id, queue]));
    const wanted = queues.filter(isCounted).slice(0, FOLLOWED).map(({ id }) => `/finesse/api/Queue/${id}`);
    for (const [node, feed] of this.feeds) {
      if (!wanted.includes(node)) {
        feed.close();
        this.feeds.delete(node);
      }
    }
    wanted.filter((node) => !this.feeds.has(node)).forEach((node) => this.feeds.set(node, this.followed(node)));
    this.draw();
  }

  /** One queue's numbers, or one that the user got or lost. */
  heard(update) {
    const data = update.child("data")?.elements[0];
    const found = data?.local.toLowerCase() === "queues" ? data.all("Queue") : [data];
    const isGone = update.at("event").toUpperCase() === "DELETE";
    for (const xml of found.filter((one) => one?.local.toLowerCase() === "queue")) {
      const queue = readQueue(xml);
      if (isGone) {
        this.queues.delete(queue.id);
      } else {
        this.queues.set(queue.id, queue);
      }
    }
    this.draw();
  }

  failed(error) {
    this.table.hidden = true;
    this.words.hidden = false;
    setText(this.words, this.say(errorText(error instanceof RestError ? error : { kind: "refused" })));
  }

  draw() {
    const queues = [...this.queues.values()];
    const counted = queues.some(isCounted);
    this.table.hidden = !counted;
    this.words.hidden = counted;
    setText(this.words, this.say(queues.length === 0 ? "queue.none" : "queue.notCounted"));
    if (counted) {
      this.rows = inOrder(queues, this.view, this.compare).map((queue) => this.row(queue));
      this.body.replaceChildren(...this.rows.map(({ row }) => row));
    }
  }

  row(queue) {
    const now = this.session.now();
    const cells = COLUMNS.slice(1).map((column) =>
      h("td", { "data-testid": `queue-${column}` }, valueIn(queue, column, now)),
    );
    const row = h("tr", { "data-testid": "queue", "data-queue-id": queue.id }, h("th", { scope: "row", dir: "auto" }, queue.name), cells);
    return { queue, row, longest: cells[COLUMNS.indexOf("longest") - 1] };
  }

  tick(now) {
    this.rows?.forEach(({ queue, longest }) => setText(longest, valueIn(queue, "longest", now)));
  }

  remove() {
    [this.feed, ...this.feeds.values()].forEach((feed) => feed?.close());
  }
}
