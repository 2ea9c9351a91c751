/** Who is signed in, at which node, and with what. */

import { h, setText } from "../../desktop/parts/dom.js";
import {
  CLIENTS,
  CONNECTED_USERS,
  countsOf,
  filtered,
  readConnectedUsers,
  readHosts,
  SIDES,
  spanOf,
} from "../model/connected_users.js";
import { List } from "../parts/list.js";
import { tried } from "../parts/tried.js";

const AGE_EVERY = 1_000; // ms

/** See screens.js. */
export function screen({ say, language, rest, notify }) {
  let users = [];
  let hosts = { primary: "", secondary: "" };
  let updated = 0;
  const filter = { side: "", client: "" };
  const choice = (name, values) => {
    const select = h(
      "select",
      {
        class: "select",
        "aria-label": say(`connected.${name}`),
        "data-testid": `connected-${name}`,
        onchange: () => {
          filter[name] = select.value;
          show();
        },
      },
      h("option", { value: "" }, say(`connected.every.${name}`)),
      values.map((value) => h("option", { value }, say(`connected.${value}`))),
    );
    return select;
  };
  const side = choice("side", SIDES);
  const age = h("span", { class: "connected-age", role: "timer", "aria-live": "off", "data-testid": "connected-age" });
  const column = (id, value) => ({ id, title: say(`connected.${id}`), value });
  const list = new List({
    say,
    language,
    readOnly: true,
    name: "connected",
    label: say("tab.connectedAgents"),
    columns: [
      column("name", ({ name }) => name),
      column("login", ({ login }) => login),
      column("extension", ({ extension }) => extension),
      column("team", ({ team }) => team),
      { ...column("seconds", ({ seconds }) => seconds), cell: ({ seconds }) => say(spanOf(seconds)) },
      column("side", ({ side }) => say(`connected.${side}`)),
      column("host", ({ host }) => host),
      column("client", ({ client }) => say(`connected.${client}`)),
    ],
    keyOf: ({ login }) => login,
    titleOf: ({ name }) => name,
    empty: { title: say("connected.none"), text: say("connected.noneText") },
    more: [side, choice("client", CLIENTS), age],
    refresh: () => tried(notify, load),
  });
  const counts = h("div", { class: "connected-counts" });
  const number = new Intl.NumberFormat(language);

  const show = () => {
    list.show(filtered(users, filter));
    counts.replaceChildren(
      ...countsOf(users, hosts).map(({ side, all, clients }) =>
        h(
          "section",
          { class: "card connected-count", "data-testid": `connected-count-${side}`, "aria-label": say(`connected.${side}`) },
          h("h2", {}, say(`connected.${side}`)),
          h("p", { class: "connected-all" }, number.format(all)),
          h(
            "dl",
            {},
            CLIENTS.map((client) =>
              h("div", {}, h("dt", {}, say(`connected.${client}`)), h("dd", {}, number.format(clients[client]))),
            ),
          ),
        ),
      ),
    );
    tell();
  };
  const tell = () => {
    const seconds = Math.max(0, Math.round((Date.now() - updated) / 1000));
    setText(age, say(seconds < 5 ? "connected.now" : "connected.updated", { time: say(spanOf(seconds)) }));
  };
  const load = async () => {
    const [info, connected] = await Promise.all([
      rest.get("/finesse/api/SystemInfo"),
      rest.get(CONNECTED_USERS),
    ]);
    hosts = readHosts(info);
    users = readConnectedUsers(connected, hosts);
    updated = Date.now();
    side.hidden = hosts.secondary === "";
    show();
  };
  const timer = setInterval(tell, AGE_EVERY);
  return {
    element: h("div", { class: "connected" }, counts, list.element),
    load,
    isDirty: () => false,
    remove: () => clearInterval(timer),
  };
}
