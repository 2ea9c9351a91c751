/** Workflows, and the actions that they carry out. */

import { Tabs } from "../parts/tabs.js";
import { ActionList } from "../parts/workflows/action_list.js";
import { WorkflowList } from "../parts/workflows/workflow_list.js";

/** See screens.js. */
export function screen(given) {
  const { say } = given;
  const load = async () => {
    await Promise.all([actions.load(), workflows.load()]);
  };
  const known = { actions: () => actions.actions, workflows: () => workflows.workflows, system: () => actions.system };
  const actions = new ActionList(given, known, load);
  const workflows = new WorkflowList(given, known, load);
  const tabs = new Tabs(
    [
      { id: "workflows", label: say("workflows.workflows"), element: workflows.list.element },
      { id: "actions", label: say("workflows.actions"), element: actions.list.element },
    ],
    say("tab.workflows"),
  );
  return {
    element: tabs.element,
    load,
    isDirty: () => [actions, workflows].some(({ dialog }) => dialog?.isDirty() === true),
    remove: () => undefined,
  };
}
