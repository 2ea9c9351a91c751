/** Desktop Properties: what counts at every desktop, unless a layout says otherwise. */

import { readLayout } from "../../desktop/model/layout/layout_xml.js";
import { h } from "../../desktop/parts/dom.js";
import { ConsoleApi } from "../console_api.js";
import { DEFAULT_LAYOUT, readLayoutConfig } from "../model/layout/layout_config.js";
import { changedValues, grouped, propertyFault } from "../model/properties.js";
import { choiceField, textField } from "../parts/fields.js";
import { Form } from "../parts/form.js";

const PATH = "properties";

/** See screens.js. */
export function screen(given) {
  const { say, rest, readOnly, notify, confirm } = given;
  const api = new ConsoleApi(rest);
  const element = h("div", {});
  let form;

  async function load() {
    const [{ properties }, layout] = await Promise.all([api.get(PATH), rest.get(DEFAULT_LAYOUT)]);
    draw(properties, readLayout(readLayoutConfig(layout)).configs);
  }

  function draw(properties, ofLayout) {
    const groups = grouped(properties).map(([group, found]) => [group, found.map((one) => fieldOf(given, one, ofLayout))]);
    form = new Form({
      say,
      readOnly,
      fields: groups.flatMap(([, fields]) => fields),
      content: [
        h("p", {}, say("properties.about")),
        h(
          "div",
          { class: "property-groups" },
          groups.map(([group, fields]) => [
            h("h2", { class: "property-group-title" }, say(`properties.group.${group}`)),
            fields.map(({ element: field }) => field),
          ]),
        ),
      ],
      cancelText: say("layout.revert"),
      cancel: () => void revert(),
      submit: async (values) => {
        const changed = changedValues(properties, values);
        if (Object.keys(changed).length > 0) {
          ({ properties } = await api.put(PATH, { values: changed }));
        }
        notify.saved(["properties.saved", {}]);
      },
    });
    element.replaceChildren(h("section", { class: "card", "data-testid": "properties" }, form.element));
  }

  async function revert() {
    const texts = { title: "leave.title", question: "layout.revertQuestion", yes: "layout.revertYes", no: "question.no" };
    if (form.isDirty && !(await confirm(texts))) {
      return;
    }
    try {
      await load();
    } catch (error) {
      if (error.kind === undefined) {
        throw error;
      }
      notify.refused(error);
    }
  }

  return { element, load, isDirty: () => form?.isDirty === true, remove: () => undefined };
}

/** The field of a property; where the default layout has a value of its own, it says so. */
function fieldOf({ say, readOnly }, property, ofLayout) {
  const { key, kind, default: standard, value, choices, most } = property;
  const hint = Object.hasOwn(ofLayout, key)
    ? say("properties.ofLayout", { key, value: ofLayout[key] || "–" })
    : say(kind === "number" ? "properties.keyAndDefault" : "properties.key", { key, standard });
  const common = { say, name: key, label: say(`property.${key}`), hint, value: value ?? "", isFixed: readOnly };
  if (kind === "flag" || kind === "choice") {
    return choiceField({
      ...common,
      options: [
        { value: "", label: say("properties.default", { standard: shown(say, standard) }) },
        ...choices.map((each) => ({ value: each, label: shown(say, each) })),
      ],
    });
  }
  return textField({
    ...common,
    most: kind === "text" ? most : undefined,
    attributes: { placeholder: standard, inputmode: kind === "number" ? "numeric" : undefined },
    check: (text) => propertyFault(property, text),
  });
}

const WORDS = {
  true: "properties.on",
  false: "properties.off",
  supervisor_only: "properties.supervisors",
  conference_controller_and_supervisor: "properties.controllers",
  all: "properties.everybody",
  agents: "properties.agents",
};

const shown = (say, value) => (Object.hasOwn(WORDS, value) ? say(WORDS[value]) : value);
