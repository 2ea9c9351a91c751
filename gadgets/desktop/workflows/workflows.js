/**
 * The workflows of the agent's team, at work: reads them once, feeds the engine with the desk's calls, and carries out
 * what it decides, one action after the other. Every action is published for gadgets, which carry out those that are
 * handled by others.
 */

import { CONTAINER } from "../../finesse/base/hub_topics.js";
import { workflowsPath } from "../model/request.js";
import { expanded } from "../model/workflows/action.js";
import { engine, START } from "../model/workflows/engine.js";
import { readWorkflows } from "../model/workflows/workflow_xml.js";
import { WorkflowNotes } from "../parts/workflows/notes.js";
import { RestError } from "../rest.js";
import { askApi, askElsewhere } from "./requests.js";
import { openWindow } from "./windows.js";

const DONE = 300; // HTTP statuses below are a success

export class Workflows {
  /** @param {{say: function, session: object, hub: object}} given */
  constructor({ say, session, hub }) {
    Object.assign(this, { session, hub, state: START });
    this.notes = new WorkflowNotes(say, openWindow);
    this.element = this.notes.element;
  }

  /** Read them. A change of them shows at the next sign-in or reload, as in the product. */
  async load() {
    const { rest, loginId } = this.session;
    let workflows = [];
    try {
      workflows = readWorkflows(await rest.get(workflowsPath(loginId)));
    } catch (error) {
      if (!(error instanceof RestError)) {
        throw error;
      }
      console.warn(`the workflows cannot be read: ${error.message}`);
    }
    const { dialogs, user } = this.session.desk;
    this.tell({ type: "loaded", workflows, dialogs, user });
  }

  update({ dialogs, user }) {
    if (dialogs !== this.dialogs) {
      this.dialogs = dialogs;
      this.tell({ type: "changed", dialogs, user });
    }
  }

  tell(event) {
    if (this.removed === true) {
      return;
    }
    const [next, effects] = engine(this.state, event);
    this.state = next;
    effects.forEach(({ run }) => void this.run(run));
  }

  async run({ workflow, ...known }) {
    for (const action of workflow.actions) {
      if (this.removed === true) {
        return;
      }
      const { event, effect } = expanded(action, known, location.origin);
      this.hub.publish(CONTAINER.WORKFLOW_ACTION_EVENT, event);
      const outcome = await this.carryOut(effect, action.name);
      this.log(`workflow “${workflow.name}”, action “${action.name}”: ${outcome}`);
    }
    this.tell({ type: "done" });
  }

  /** What came of it, in words for the log; without addresses, which hold the customers' data. */
  async carryOut({ pop, request, ask, refused }, action) {
    if (pop !== undefined) {
      const opened = openWindow(pop.url, pop.window);
      if (!opened) {
        this.notes.blocked({ action, ...pop });
      }
      return opened ? "opened" : "the browser did not open it";
    }
    if (refused !== undefined) {
      this.notes.refused({ action, ...refused });
      return `refused (${refused.why})`;
    }
    if (request === undefined && ask === undefined) {
      return "left to gadgets";
    }
    const { authorization } = this.session.rest;
    const { status, failed } = await (request ? askApi(request, authorization) : askElsewhere(ask));
    return failed ?? (status < DONE ? `answered ${status}` : `failed with ${status}`);
  }

  log(line) {
    console.info(line);
    this.session.bridge.logged(`${new Date(this.session.now()).toISOString()}: ${line}`);
  }

  remove() {
    this.removed = true;
    this.element.remove();
  }
}
