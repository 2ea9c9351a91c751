/** The actions of workflows: their list, and the dialog of one. */

import { h, setText } from "../../../desktop/parts/dom.js";
import {
  addressOf,
  CONTENT_TYPE,
  HANDLERS,
  LOCATIONS,
  METHODS,
  MOST,
  paramOf,
  readSystemVariables,
  readWorkflowActions,
  tagFault,
  TYPES,
  usedVariables,
  WORKFLOW_ACTION,
  workflowActionBody,
} from "../../model/workflow_actions.js";
import { nameFault, workflowsWith } from "../../model/workflows.js";
import { formDialog } from "../dialog.js";
import { choiceField, textField } from "../fields.js";
import { icon } from "../icons.js";
import { List } from "../list.js";
import { SampleData } from "./sample_data.js";
import { tried } from "../tried.js";

export class ActionList {
  /**
   * @param {object} given see screens.js
   * @param {{actions: () => object[], workflows: () => object[], system: () => string[]}} known what was read last
   * @param {() => Promise<void>} reload reads it all again
   */
  constructor(given, known, reload) {
    Object.assign(this, given, { known, reload, actions: [], system: [] });
    const { say, language, readOnly, notify } = given;
    this.list = new List({
      say,
      language,
      readOnly,
      name: "actions",
      label: say("workflows.actions"),
      columns: [
        { id: "name", title: say("actions.name"), value: ({ name }) => name },
        { id: "type", title: say("actions.type"), value: ({ type }) => say(`actions.${type}`) },
        { id: "handledBy", title: say("actions.handledBy"), value: ({ handledBy }) => say(`actions.${handledBy}`) },
        {
          id: "used",
          title: say("actions.usedBy"),
          value: ({ uri }) => workflowsWith(uri, known.workflows()).map(({ name }) => name).join(", "),
        },
      ],
      keyOf: ({ uri }) => uri,
      titleOf: ({ name }) => name,
      empty: { title: say("actions.none"), text: say("actions.noneText") },
      create: () => void this.edit(),
      edit: (action) => void this.edit(action),
      remove: (action) => this.remove(action),
      removeQuestion: (action) => this.removeQuestion(action),
      refresh: () => tried(notify, reload),
    });
  }

  async load() {
    const [actions, system] = await Promise.all([
      this.rest.get(`${WORKFLOW_ACTION}s`),
      this.rest.get("/finesse/api/SystemVariables"),
    ]);
    this.actions = readWorkflowActions(actions);
    this.system = readSystemVariables(system);
    this.list.show(this.actions);
  }

  /** Workflows that carry it out go on without it. */
  removeQuestion({ uri, name }) {
    const workflows = workflowsWith(uri, this.known.workflows())
      .map((workflow) => workflow.name)
      .join(", ");
    return workflows === "" ? undefined : ["actions.inUse", { name, workflows }];
  }

  async remove({ uri, name }) {
    await tried(this.notify, () => this.rest.delete(uri), ["saved.removed", { name }]);
    await tried(this.notify, this.reload);
  }

  /** The dialog of an action, or of a new one. */
  async edit(action) {
    const { say, rest, notify } = this;
    if (action === undefined && this.actions.length >= MOST.actions) {
      notify.refused({ kind: "refused", type: "Maximum Exceeded" });
      return;
    }
    const { fields, content } = actionForm(this, action);
    this.dialog = formDialog({
      say,
      title: say(action === undefined ? "actions.new" : "actions.edit"),
      fields,
      content,
      isWide: true,
      submit: async (values) => {
        const body = workflowActionBody(values, action);
        await (action === undefined ? rest.post(WORKFLOW_ACTION, body) : rest.put(action.uri, body));
        notify.saved(["saved.action", { name: values.name }]);
      },
    });
    if (await this.dialog.saved) {
      await tried(notify, this.reload);
    }
  }
}

/** The fields of an action's form, and how they stand in it. */
function actionForm({ say, actions, system }, action) {
  const others = actions.filter((one) => one.uri !== action?.uri);
  const options = (values) => values.map((value) => ({ value, label: say(`actions.${value}`) }));
  const variables = new SampleData({ say, system, variables: action?.variables ?? [], changed: () => show() });
  const texts = () => (isPop() ? [path.value] : [path.value, body.value]);
  const isPop = () => type.value === "BROWSER_POP";
  const ofType = (wanted, field) => {
    const { check } = field;
    return Object.assign(field, { wanted, check: () => type.value !== wanted || check() });
  };
  const tested = () =>
    addressOf(
      {
        type: type.value,
        location: location.value,
        path: path.value,
        variables: usedVariables(texts(), variables.value, system),
      },
      globalThis.location.origin,
    );
  const name = textField({
    say,
    name: "name",
    label: say("actions.name"),
    value: action?.name,
    required: true,
    most: MOST.name,
    check: (text) => nameFault(text, others),
  });
  const type = choiceField({
    say,
    name: "type",
    label: say("actions.type"),
    options: options(TYPES),
    value: action?.type,
    changed: () => show(),
  });
  const handledBy = choiceField({
    say,
    name: "handledBy",
    label: say("actions.handledBy"),
    hint: say("actions.handledByHint"),
    options: options(HANDLERS),
    value: action?.handledBy,
  });
  const windowName = ofType(
    "BROWSER_POP",
    textField({
      say,
      name: "windowName",
      label: say("actions.windowName"),
      hint: say("actions.windowNameHint"),
      value: paramOf(action, "windowName"),
      most: MOST.windowName,
    }),
  );
  const method = ofType(
    "HTTP_REQUEST",
    choiceField({
      say,
      name: "method",
      label: say("actions.method"),
      options: METHODS.map((value) => ({ value, label: value })),
      value: paramOf(action, "method") || METHODS[0],
    }),
  );
  const location = ofType(
    "HTTP_REQUEST",
    choiceField({
      say,
      name: "location",
      label: say("actions.location"),
      options: LOCATIONS.map((value) => ({ value, label: say(`actions.location.${value}`) })),
      value: paramOf(action, "location") || LOCATIONS[0],
      changed: () => show(),
    }),
  );
  const contentType = ofType(
    "HTTP_REQUEST",
    textField({
      say,
      name: "contentType",
      label: say("actions.contentType"),
      value: action === undefined ? CONTENT_TYPE : paramOf(action, "contentType"),
      most: MOST.contentType,
    }),
  );
  const path = textField({
    say,
    name: "path",
    label: say("actions.path"),
    hint: say("actions.pathHint"),
    value: paramOf(action, "path"),
    required: true,
    check: () => tagFault([path.value], variables.value, system) ?? tested().fault,
    attributes: { spellcheck: "false", inputmode: "url", dir: "ltr" },
  });
  const body = ofType(
    "HTTP_REQUEST",
    textField({
      say,
      name: "body",
      label: say("actions.body"),
      value: paramOf(action, "body"),
      most: MOST.body,
      rows: 6,
      check: () => tagFault(texts(), variables.value, system),
      attributes: { spellcheck: "false", dir: "ltr" },
    }),
  );
  const fields = [name, type, handledBy, windowName, method, location, contentType, path, body, variables];
  const inserts = [path, body].map((field) => insertion(say, field, variables, system));
  const result = h("output", { class: "action-test-address", dir: "ltr", "data-testid": "action-address" });
  const open = h(
    "button",
    { type: "button", class: "button quiet", "data-testid": "action-open", onclick: () => tryIt() },
    icon("tryOut"),
    say("actions.open"),
  );
  const tryIt = () => {
    if (path.check()) {
      // Without a hold on this page: what opens is a stranger.
      window.open(tested().url, "_blank", "noopener,noreferrer");
    } else {
      path.focus();
    }
  };
  const show = () => {
    fields.forEach(({ wanted, element }) => {
      element.hidden = wanted !== undefined && wanted !== type.value;
    });
    inserts[1].hidden = isPop();
    open.hidden = !isPop();
    const found = path.value === "" ? { fault: ["actions.noAddress", {}] } : tested();
    setText(result, found.fault === undefined ? (found.url ?? found.path) : say(found.fault));
    result.dataset.fault = String(found.fault !== undefined);
    variables.mark(texts());
    inserts.forEach((insert) => insert.draw());
  };
  path.input.addEventListener("input", show);
  body.input.addEventListener("input", show);
  show();
  const content = [
    name.element,
    h("div", { class: "field-row" }, type.element, handledBy.element),
    windowName.element,
    h("div", { class: "field-row" }, method.element, location.element),
    contentType.element,
    h("div", { class: "with-insertion" }, path.element, inserts[0]),
    h("div", { class: "with-insertion" }, body.element, inserts[1]),
    variables.element,
    h(
      "div",
      { class: "action-test" },
      h("div", { class: "action-test-words" }, h("strong", {}, say("actions.withSamples")), result),
      open,
    ),
  ];
  return { fields, content };
}

/** A list of variables: the chosen one goes as a tag to where the cursor is in the field. */
function insertion(say, field, variables, system) {
  let place = [field.input.value.length, field.input.value.length];
  const remember = () => {
    place = [field.input.selectionStart, field.input.selectionEnd];
  };
  for (const event of ["select", "keyup", "click", "input", "blur"]) {
    field.input.addEventListener(event, remember);
  }
  const select = h("select", {
    class: "select",
    "aria-label": say("actions.insert", { field: say(`actions.${field.name}`) }),
    "data-testid": `insert-${field.name}`,
    onchange: () => {
      if (select.value !== "") {
        const tag = `\${${select.value}}`;
        variables.add(select.value);
        field.input.setRangeText(tag, ...place, "end");
        field.input.dispatchEvent(new Event("input", { bubbles: true }));
        field.focus();
        remember();
        select.value = "";
      }
    },
  });
  select.draw = () => {
    const own = variables.value.filter(({ type }) => type === "CUSTOM").map(({ name }) => name);
    const names = [...own, ...system];
    if (select.dataset.names !== names.join()) {
      select.dataset.names = names.join();
      select.replaceChildren(
        h("option", { value: "" }, say("actions.insertOne")),
        ...names.map((name) => h("option", { value: name }, name)),
      );
    }
  };
  return select;
}
