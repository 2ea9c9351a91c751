/** Workflows: their list, and the dialog of one. */

import { h } from "../../../desktop/parts/dom.js";
import {
  APPLY_METHODS,
  MEDIA,
  MOST,
  nameFault,
  readWorkflows,
  TRIGGERS,
  WORKFLOW,
  workflowBody,
} from "../../model/workflows.js";
import { formDialog } from "../dialog.js";
import { choiceField, textField } from "../fields.js";
import { List } from "../list.js";
import { TransferList } from "../transfer_list.js";
import { Conditions } from "./conditions.js";
import { tried } from "../tried.js";

export class WorkflowList {
  /**
   * @param {object} given see screens.js
   * @param {{actions: () => object[], workflows: () => object[], system: () => string[]}} known what was read last
   * @param {() => Promise<void>} reload reads it all again
   */
  constructor(given, known, reload) {
    Object.assign(this, given, { known, reload, workflows: [] });
    const { say, language, readOnly, notify } = given;
    this.list = new List({
      say,
      language,
      readOnly,
      name: "workflows",
      label: say("workflows.workflows"),
      columns: [
        { id: "name", title: say("workflows.name"), value: ({ name }) => name },
        { id: "description", title: say("workflows.description"), value: ({ description }) => description },
        { id: "media", title: say("workflows.media"), value: ({ media }) => say(`workflows.media.${media}`) },
        { id: "trigger", title: say("workflows.trigger"), value: ({ trigger }) => say(`trigger.${trigger}`) },
        {
          id: "actions",
          title: say("workflows.actions"),
          value: ({ actions }) => actions.map(({ name }) => name).join(", "),
        },
      ],
      keyOf: ({ uri }) => uri,
      titleOf: ({ name }) => name,
      empty: { title: say("workflows.none"), text: say("workflows.noneText") },
      create: () => void this.edit(),
      edit: (workflow) => void this.edit(workflow),
      remove: (workflow) => this.remove(workflow),
      refresh: () => tried(notify, reload),
    });
  }

  async load() {
    this.workflows = readWorkflows(await this.rest.get(`${WORKFLOW}s`));
    this.list.show(this.workflows);
  }

  async remove({ uri, name }) {
    await tried(this.notify, () => this.rest.delete(uri), ["saved.removed", { name }]);
    await tried(this.notify, this.reload);
  }

  /** The dialog of a workflow, or of a new one. */
  async edit(workflow) {
    const { say, rest, notify } = this;
    if (workflow === undefined && this.workflows.length >= MOST.workflows) {
      notify.refused({ kind: "refused", type: "Maximum Exceeded" });
      return;
    }
    const { fields, content } = workflowForm(this, workflow);
    this.dialog = formDialog({
      say,
      title: say(workflow === undefined ? "workflows.new" : "workflows.edit"),
      fields,
      content,
      isWide: true,
      submit: async (values) => {
        const body = workflowBody(values, workflow);
        await (workflow === undefined ? rest.post(WORKFLOW, body) : rest.put(workflow.uri, body));
        notify.saved(["saved.workflow", { name: values.name }]);
      },
    });
    if (await this.dialog.saved) {
      await tried(notify, this.reload);
    }
  }
}

/** The fields of a workflow's form, and how they stand in it. */
function workflowForm({ say, known, workflows }, workflow) {
  const others = workflows.filter((one) => one.uri !== workflow?.uri);
  const choice = (name, values, text, value) =>
    choiceField({
      say,
      name,
      label: say(`workflows.${name}`),
      options: values.map((each) => ({ value: each, label: say(text(each)) })),
      value,
    });
  const name = textField({
    say,
    name: "name",
    label: say("workflows.name"),
    value: workflow?.name,
    required: true,
    most: MOST.name,
    check: (text) => nameFault(text, others),
  });
  const description = textField({
    say,
    name: "description",
    label: say("workflows.description"),
    value: workflow?.description,
    most: MOST.description,
  });
  const media = choice("media", MEDIA, (each) => `workflows.media.${each}`, workflow?.media);
  const trigger = choice("trigger", TRIGGERS, (each) => `trigger.${each}`, workflow?.trigger);
  const applyMethod = choice("applyMethod", APPLY_METHODS, (each) => `workflows.apply.${each}`, workflow?.applyMethod);
  const conditions = new Conditions({ say, system: known.system(), conditions: workflow?.conditions ?? [] });
  const actions = new TransferList({
    say,
    name: "workflowActions",
    label: say("workflows.ordered"),
    things: known.actions().map(({ uri, name: title, type }) => ({ id: uri, title, detail: say(`actions.${type}`) })),
    chosen: workflow?.actions.map(({ uri }) => uri) ?? [],
    isOrdered: true,
    most: MOST.actions,
  });
  const part = (title, hint, ...inner) =>
    h("fieldset", { class: "form-part" }, h("legend", {}, say(title)), h("p", { class: "field-note" }, say(hint)), inner);
  return {
    fields: [name, description, media, trigger, applyMethod, conditions, actions],
    content: [
      h("div", { class: "field-row" }, name.element, media.element),
      description.element,
      trigger.element,
      part("workflows.conditions", "workflows.conditionsHint", applyMethod.element, conditions.element),
      part("workflows.ordered", "workflows.orderedHint", actions.element),
    ],
  };
}
