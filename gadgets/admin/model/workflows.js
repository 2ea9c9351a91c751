/**
 * Workflows: as the API has them, and what they may be. What a trigger set of the system's holds, the server knows:
 * it is named and no more. Sources: DevNet, Workflow API Parameters; administration guide, Manage Workflows.
 */

import { element } from "../../notification/xml.js";

export const WORKFLOW = "/finesse/api/Workflow";
/** The trigger sets in the order in which they come in a call's life. */
export const TRIGGERS = ["CALL_ARRIVES", "CALL_ANSWERED", "CALL_ENDS", "CALL_MADE", "CALL_PREVIEWED"];
/** The ids of the media of Unified CCX. */
export const MEDIA = ["1", "Chat", "Email"];
export const APPLY_METHODS = ["ALL", "ANY"];
export const COMPARATORS = [
  "CONTAINS",
  "IS_EQUAL",
  "IS_NOT_EQUAL",
  "BEGINS_WITH",
  "ENDS_WITH",
  "IS_EMPTY",
  "IS_NOT_EMPTY",
  "IS_IN_LIST",
];
const WITHOUT_VALUE = ["IS_EMPTY", "IS_NOT_EMPTY"];
/** The most characters of each, and the most of what there may be several of. */
export const MOST = { name: 40, description: 128, variable: 32, node: 500, value: 1000, conditions: 5, actions: 5, workflows: 100 };

/**
 * @typedef {{name: string, type: string, node: string, comparator: string, value: string}} Condition
 * @typedef {{uri: string, name: string, description: string, media: string, trigger: string, isSystem: boolean,
 *   applyMethod: string, conditions: Condition[], actions: {uri: string, name: string, type: string}[]}} Workflow
 */

/** Of Workflows. @returns {Workflow[]} */
export function readWorkflows(xml) {
  return xml.all("Workflow").map((workflow) => {
    const conditions = workflow.child("ConditionSet");
    const media = workflow.child("media");
    return {
      uri: workflow.at("uri"),
      name: workflow.at("name"),
      description: workflow.at("description"),
      media: (media?.child("id") ?? media)?.text || MEDIA[0],
      trigger: workflow.at("TriggerSet", "name"),
      isSystem: workflow.at("TriggerSet", "type") === "SYSTEM",
      applyMethod: conditions?.at("applyMethod") || APPLY_METHODS[0],
      conditions: (conditions?.child("conditions")?.all("Condition") ?? []).map(readCondition),
      actions: (workflow.child("workflowActions")?.all("WorkflowAction") ?? []).map((action) => ({
        uri: action.at("uri"),
        name: action.at("name"),
        type: action.at("type"),
      })),
    };
  });
}

function readCondition(condition) {
  return {
    name: condition.at("Variable", "name"),
    type: condition.at("Variable", "type"),
    node: condition.at("Variable", "node"),
    comparator: condition.at("comparator"),
    value: condition.at("value"),
  };
}

/**
 * The body of a new workflow, or of a change of one, whose trigger set is left as it is where it is none of the
 * system's, or the same.
 *
 * @param {{name: string, description: string, media: string, trigger: string, applyMethod: string,
 *   conditions: Condition[], workflowActions: string[]}} values the actions by their addresses
 * @param {Workflow} [old]
 */
export function workflowBody({ name, description, media, trigger, applyMethod, conditions, workflowActions }, old) {
  const keepsTrigger = old !== undefined && old.trigger === trigger;
  return element(
    "Workflow",
    {},
    element("name", {}, name),
    element("description", {}, description),
    element("media", {}, element("id", {}, media)),
    ...(keepsTrigger ? [] : [tree("TriggerSet", { type: "SYSTEM", name: trigger })]),
    element(
      "ConditionSet",
      {},
      element("applyMethod", {}, applyMethod),
      element("conditions", {}, ...conditions.map(conditionElement)),
    ),
    element("workflowActions", {}, ...workflowActions.map((uri) => tree("WorkflowAction", { uri }))),
  );
}

function conditionElement({ name, type, node, comparator, value }) {
  return element(
    "Condition",
    {},
    tree("Variable", type === "CUSTOM" ? { name, node, type } : { name, type }),
    element("comparator", {}, comparator),
    element("value", {}, hasValue(comparator) ? value : ""),
  );
}

/** Whether a comparator holds the variable against a value. */
export function hasValue(comparator) {
  return !WITHOUT_VALUE.includes(comparator);
}

/** What is wrong with a condition: {at: name, node or value, text}, or undefined. */
export function conditionFault({ name, type, node, comparator, value }) {
  if (name === "") {
    return { at: "name", text: ["field.required", {}] };
  }
  if (name.length > MOST.variable) {
    return { at: "name", text: ["field.most", { most: MOST.variable, count: name.length }] };
  }
  if (type === "CUSTOM" && node === "") {
    return { at: "node", text: ["field.required", {}] };
  }
  if (node.length > MOST.node) {
    return { at: "node", text: ["field.most", { most: MOST.node, count: node.length }] };
  }
  if (hasValue(comparator) && value === "") {
    return { at: "value", text: ["field.required", {}] };
  }
  return value.length > MOST.value
    ? { at: "value", text: ["field.most", { most: MOST.value, count: value.length }] }
    : undefined;
}

/** What is wrong with a name beside the others, or undefined. Upper and lower case are different. */
export function nameFault(name, others) {
  return others.some((one) => one.name === name) ? ["workflows.nameTaken", {}] : undefined;
}

/** The workflows that carry out an action, by its address. */
export function workflowsWith(uri, workflows) {
  return workflows.filter(({ actions }) => actions.some((action) => action.uri === uri));
}

function tree(name, values) {
  return element(name, {}, ...Object.entries(values).map(([child, text]) => element(child, {}, text)));
}
