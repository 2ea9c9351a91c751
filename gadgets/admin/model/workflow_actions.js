/**
 * Workflow actions: as the API has them, and what they may be. Sources: DevNet, WorkflowAction API Parameters;
 * administration guide, Manage Workflows.
 */

import { apiAddress, popAddress, requestAddress } from "../../desktop/model/workflows/address.js";
import { element } from "../../notification/xml.js";

export const WORKFLOW_ACTION = "/finesse/api/WorkflowAction";
export const TYPES = ["BROWSER_POP", "HTTP_REQUEST"];
export const HANDLERS = ["FINESSE_DESKTOP", "OTHER"];
export const METHODS = ["PUT", "POST"];
export const LOCATIONS = ["FINESSE", "OTHER"];
export const CONTENT_TYPE = "application/xml"; // of a request that names none
/** The most characters of each, and the most of what there may be several of. */
export const MOST = {
  name: 64,
  windowName: 40,
  contentType: 500,
  body: 2000,
  variable: 32,
  node: 500,
  sample: 128,
  variables: 5,
  actions: 100,
};
const OF_A_TYPE = {
  BROWSER_POP: ["windowName", "path"],
  HTTP_REQUEST: ["method", "location", "contentType", "path", "body"],
};
const TAG = /\$\{([^{}]{1,64})\}/g;
const VARIABLE_NAME = /^[\w.\-[\]]+$/;

/**
 * @typedef {{name: string, type: string, node: string, sample: string}} ActionVariable
 * @typedef {{uri: string, name: string, type: string, handledBy: string, params: [string, string][],
 *   variables: ActionVariable[]}} Action
 */

/** Of WorkflowActions. @returns {Action[]} */
export function readWorkflowActions(xml) {
  return xml.all("WorkflowAction").map((action) => ({
    uri: action.at("uri"),
    name: action.at("name"),
    type: action.at("type"),
    handledBy: action.at("handledBy"),
    params: (action.child("params")?.all("Param") ?? []).map((param) => [param.at("name"), param.at("value")]),
    variables: (action.child("actionVariables")?.all("ActionVariable") ?? []).map((variable) => ({
      name: variable.at("name"),
      type: variable.at("type"),
      node: variable.at("node"),
      sample: variable.at("testValue"),
    })),
  }));
}

/** Of SystemVariables: what they are called. */
export function readSystemVariables(xml) {
  return xml.all("SystemVariable").map((variable) => variable.at("name"));
}

/** The value of an action's param; "" where it has none. */
export function paramOf(action, wanted) {
  return action?.params.find(([name]) => name === wanted)?.[1] ?? "";
}

/**
 * The body of a new action, or of a change of one: params that another program gave it stay while its type does.
 *
 * @param {object} values name, type, handledBy, variables, and a value for each param of the type
 * @param {Action} [old]
 */
export function workflowActionBody({ name, type, handledBy, variables, ...params }, old) {
  const own = OF_A_TYPE[type];
  const others = old?.type === type ? old.params.filter(([param]) => !own.includes(param)) : [];
  const listed = [...own.map((param) => [param, params[param] ?? ""]), ...others];
  return element(
    "WorkflowAction",
    {},
    element("name", {}, name),
    element("type", {}, type),
    element("handledBy", {}, handledBy),
    element("params", {}, ...listed.map(([param, value]) => tree("Param", { name: param, value }))),
    element(
      "actionVariables",
      {},
      ...variables.map((one) =>
        tree("ActionVariable", { name: one.name, type: one.type, node: one.node, testValue: one.sample }),
      ),
    ),
  );
}

/** The names that stand in a text as ${name}, each once. */
export function tagsIn(text) {
  return [...new Set([...text.matchAll(TAG)].map(([, name]) => name))];
}

/** The variables of an action whose texts are these: what is declared, and the system's that are only named. */
export function usedVariables(texts, variables, system) {
  const declared = new Set(variables.map(({ name }) => name));
  const named = tagsIn(texts.join("\n")).filter((name) => !declared.has(name) && system.includes(name));
  return [...variables, ...named.map((name) => ({ name, type: "SYSTEM", node: "", sample: "" }))];
}

/** A text with its tags filled with sample data, as it stands in an address. */
export function filled(text, variables) {
  const samples = new Map(variables.map(({ name, sample }) => [name, sample]));
  return text.replace(TAG, (_tag, name) => encodeURIComponent((samples.get(name) ?? "").toWellFormed()));
}

/**
 * The address of an action with its sample data: {url} or {path}, or {fault} with a text.
 *
 * @param {{type: string, location: string, path: string, variables: ActionVariable[]}} action
 * @param {string} origin of this server
 */
export function addressOf({ type, location, path, variables }, origin) {
  const text = filled(path, variables);
  const read =
    type === "BROWSER_POP" ? popAddress : location === "FINESSE" ? apiAddress : requestAddress;
  const found = read(text, origin);
  return found.refused === undefined ? found : { fault: [`address.${found.refused}`, {}] };
}

/** What is wrong with the texts' tags, or undefined: one that is no variable, or more than may be. */
export function tagFault(texts, variables, system) {
  const used = usedVariables(texts, variables, system);
  const known = new Set(used.map(({ name }) => name));
  const unknown = tagsIn(texts.join("\n")).find((name) => !known.has(name));
  if (unknown !== undefined) {
    return ["actions.unknownTag", { tag: `\${${unknown}}` }];
  }
  return used.length > MOST.variables ? ["actions.tooManyVariables", { most: MOST.variables }] : undefined;
}

/** What is wrong with the name of a variable of one's own beside the others, or undefined. */
export function variableFault(name, variables, system) {
  if (!VARIABLE_NAME.test(name)) {
    return ["actions.variableName", {}];
  }
  if (system.includes(name)) {
    return ["actions.variableOfSystem", { name }];
  }
  return variables.some((one) => one.name === name) ? ["actions.variableTaken", { name }] : undefined;
}

function tree(name, values) {
  return element(name, {}, ...Object.entries(values).map(([child, text]) => element(child, {}, text)));
}
