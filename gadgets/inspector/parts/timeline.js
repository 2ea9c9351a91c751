/** The timeline: the newest lines at the end, followed as long as its end is in sight. */

import { h } from "../../desktop/parts/dom.js";

const MOST = 500; // lines on the page
const NEAR = 40; // px from the end

export class Timeline {
  /** @param {{say: function, locale: string, nameOf: (line: object) => string}} given */
  constructor({ say, locale, nameOf }) {
    Object.assign(this, { say, nameOf });
    this.clock = new Intl.DateTimeFormat(locale.replace("_", "-"), {
      hour: "2-digit",
      minute: "2-digit",
      second: "2-digit",
      fractionalSecondDigits: 3,
      hour12: false,
    });
    this.rows = new Map(); // by the line's number: {element, version}
    this.list = h("ol", { class: "lines" });
    this.none = h("p", { class: "none" }, say("timeline.none"));
    this.element = h(
      "div",
      {
        class: "card timeline",
        tabindex: "0",
        role: "region",
        "aria-label": say("timeline"),
        "data-testid": "timeline",
      },
      this.list,
      this.none,
    );
  }

  /** @param {string} version of the filter: where it is another, all is drawn anew */
  show(lines, version) {
    const { element } = this;
    const follows = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR;
    const shown = lines.slice(-MOST);
    if (version !== this.version) {
      this.version = version;
      this.rows.clear();
      this.list.replaceChildren();
    }
    const wanted = new Set(shown.map(({ number }) => number));
    for (const [number, row] of this.rows) {
      if (!wanted.has(number)) {
        row.element.remove();
        this.rows.delete(number);
      }
    }
    shown.forEach((line) => this.draw(line));
    this.none.hidden = shown.length > 0;
    if (follows) {
      element.scrollTop = element.scrollHeight;
    }
  }

  draw(line) {
    const known = this.rows.get(line.number);
    if (known === undefined) {
      const row = { element: this.row(line), version: line.version };
      this.rows.set(line.number, row);
      this.list.append(row.element);
    } else if (known.version !== line.version) {
      const fresh = this.row(line);
      if (fresh.firstChild.localName === "details") {
        fresh.firstChild.open = known.element.firstChild.open === true;
      }
      known.element.replaceWith(fresh);
      Object.assign(known, { element: fresh, version: line.version });
    }
  }

  row(line) {
    const { say } = this;
    const parts = Object.entries(line.detail).filter(([, text]) => text !== undefined && text !== "");
    const head = [
      h("time", { datetime: new Date(line.at).toISOString() }, this.clock.format(line.at)),
      h("span", { class: "of" }, this.nameOf(line)),
      h("span", { class: "label" }, say(line.label)),
      h("span", { class: "subject" }, line.subject),
      line.outcome && h("span", { class: "outcome" }, say(line.outcome)),
    ];
    const about = {
      class: `line tone-${line.tone} group-${line.group}`,
      "data-testid": "line",
      "data-group": line.group,
    };
    if (parts.length === 0) {
      return h("li", about, h("div", { class: "line-head" }, head));
    }
    return h(
      "li",
      about,
      h(
        "details",
        {},
        h("summary", { class: "line-head" }, head),
        h("dl", { class: "detail" }, parts.map(([name, text]) => this.detail(name, String(text)))),
      ),
    );
  }

  detail(name, text) {
    return [h("dt", {}, this.say(`detail.${name}`)), h("dd", {}, h("pre", {}, readable(text)))];
  }

  /** A line as it is copied. */
  textOf(line) {
    const { say } = this;
    const detail = Object.values(line.detail).filter((text) => text !== undefined && text !== "");
    const parts = [new Date(line.at).toISOString(), this.nameOf(line), say(line.label), line.subject];
    return [...parts, line.outcome ? say(line.outcome) : "", ...detail].join("\t").replace(/[\r\n]+/g, " ");
  }
}

/** JSON in lines of its own, other text as it is. */
function readable(text) {
  if (!/^\s*[[{]/.test(text)) {
    return text;
  }
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
