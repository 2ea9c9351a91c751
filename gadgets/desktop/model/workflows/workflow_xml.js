/** A user's workflows, read from the API's `<Workflows>`. Source: Finesse Web Services guide, Workflow. */

// More than the API keeps: 20 of a team, of 20 triggers, 5 conditions and 5 actions (the guide's limits).
const WORKFLOWS = 20;
const COMPARISONS = 20;
const ACTIONS = 5;
const PARAMS = 20;
const VARIABLES = 5;

const VOICE = "1"; // the media's id; a desktop of Unified CCX has no other calls

/**
 * The workflows for voice in the order in which they are tried; one without actions does nothing and is left out.
 *
 * @returns {Array<{name: string, trigger: string, overlapping: boolean, triggers: object[],
 *   conditions: {any: boolean, all: object[]}, actions: object[]}>}
 */
export function readWorkflows(xml) {
  return xml
    .all("Workflow")
    .filter((workflow) => mediumOf(workflow) === VOICE)
    .map(readWorkflow)
    .filter((workflow) => workflow.actions.length > 0)
    .slice(0, WORKFLOWS);
}

/** `<media><id>1</id>…`, or before 12.0 `<media>1</media>`; none is voice. */
function mediumOf(workflow) {
  const media = workflow.child("media");
  return (media?.child("id") ?? media)?.text.trim() || VOICE;
}

function readWorkflow(xml) {
  const set = xml.child("TriggerSet");
  const conditions = xml.child("ConditionSet");
  return {
    name: xml.at("name"),
    trigger: set?.at("name") ?? "",
    overlapping: set?.at("allowOverlappingCallWorkflow") === "true",
    triggers: listed(set, "triggers", "Trigger", COMPARISONS).map(readComparison),
    conditions: {
      any: conditions?.at("applyMethod") === "ANY",
      all: listed(conditions, "conditions", "Condition", COMPARISONS).map(readComparison),
    },
    actions: listed(xml, "workflowActions", "WorkflowAction", ACTIONS).map(readAction),
  };
}

function readComparison(xml) {
  const variable = xml.child("Variable");
  return {
    variable: { name: variable?.at("name") ?? "", node: variable?.at("node") ?? "" },
    comparator: xml.at("comparator"),
    value: xml.at("value"),
  };
}

function readAction(xml) {
  return {
    uri: xml.at("uri"),
    name: xml.at("name"),
    type: xml.at("type"),
    handledBy: xml.at("handledBy"),
    params: listed(xml, "params", "Param", PARAMS).map((param) => ({
      name: param.at("name"),
      value: param.at("value"),
    })),
    variables: listed(xml, "actionVariables", "ActionVariable", VARIABLES).map((variable) => ({
      name: variable.at("name"),
      node: variable.at("node"),
      type: variable.at("type"),
      testValue: variable.at("testValue"),
    })),
  };
}

const listed = (xml, list, name, most) => xml?.child(list)?.all(name).slice(0, most) ?? [];
