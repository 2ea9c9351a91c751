/**
 * The console's screens, in the order of its navigation. Each is a module of this folder that exports
 *
 *     screen({ say, locale, language, rest, config, readOnly, notify, confirm, leave })
 *       → { element, load(), isDirty(), remove() }
 *
 * - `say(key, values)`, `locale` as es_ES, `language` as es-ES; the texts are in texts/.
 * - `rest`: AdminRest, with get (an XmlElement), post (the new object's path), put, delete, text and upload. What it
 *   throws is a RestError {kind, status, type, text, data}.
 * - `config` of /cfadmin/config.json; `readOnly` on the secondary node: nothing that changes anything is offered.
 * - `notify.saved(text)`, `notify.refused(error)`, and `notify.failed(text)` for what is no refusal of a request.
 * - `confirm({title, question, yes, no, details?})`: a promise of whether the answer was yes; the four are texts.
 * - `leave()`: a promise of whether what is being edited may be given up, which asks where isDirty() is true.
 *
 * `load()` reads what the screen shows, before it is shown; what it throws is shown in its place, with a button to try
 * again. `isDirty()`: whether there is something that is not saved. `remove()`: it is shown no more; stop timers.
 */

export const SCREENS = [
  {
    id: "call-variables",
    title: "tab.callVariables",
    icon: "callVariables",
    load: () => import("./call_variables.js"),
  },
  { id: "phone-books", title: "tab.phoneBooks", icon: "phoneBooks", load: () => import("./phone_books.js") },
  { id: "reasons", title: "tab.reasons", icon: "reasons", load: () => import("./reasons.js") },
  { id: "layout", title: "tab.layout", icon: "layout", load: () => import("./layout.js") },
  { id: "properties", title: "tab.properties", icon: "properties", load: () => import("./properties.js") },
  { id: "gadgets", title: "tab.gadgets", icon: "gadgets", load: () => import("./gadgets.js") },
  { id: "team-resources", title: "tab.teamResources", icon: "teams", load: () => import("./team_resources.js") },
  { id: "workflows", title: "tab.workflows", icon: "workflows", load: () => import("./workflows.js") },
  { id: "connected-agents", title: "tab.connectedAgents", icon: "connected", load: () => import("./connected_agents.js") },
  { id: "settings", title: "tab.settings", icon: "settings", load: () => import("./settings.js") },
];

/** The screen that an address names as `#/reasons`, or the first. */
export function screenOf(hash) {
  const id = /^#\/([\w-]+)/.exec(hash)?.[1];
  return SCREENS.find((each) => each.id === id) ?? SCREENS[0];
}
