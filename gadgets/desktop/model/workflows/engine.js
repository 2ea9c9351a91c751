/**
 * The workflow engine: which workflow runs when something happens to a call. Pure: a state and an event give the next
 * state and effects. Source: Unified CCX Administration and Operations Guide 12.5(1)SU1, Cisco Finesse, Workflows.
 *
 * The call for which a workflow ran holds the engine until it has gone: no other call that is there meanwhile runs one,
 * not even afterwards. While no call holds it, each may. A trigger is judged once for each call, when it is first
 * there, with the call's data of that moment; the first workflow that matches runs, and one at a time.
 *
 * Events: {type: "loaded", workflows, dialogs, user} · {type: "changed", dialogs, user} · {type: "done"}: what ran has
 *   ended. Effects: {run: {workflow, dialog, user}}.
 */

import { isShown } from "../calls/dialog.js";
import { holds } from "./comparators.js";
import { triggersOf } from "./triggers.js";
import { variableValue } from "./variables.js";

const WAITING = 10; // runs that wait for another's end
const REMEMBERED = 50; // calls that have gone, so that none that comes back begins anew

export const START = {
  workflows: undefined, // until they are loaded
  calls: [], // {id, dialog, judged: [trigger set], out: whether it never runs a workflow, gone}
  holder: undefined, // the id of the call that has run one
  running: false,
  waiting: [],
};

export function engine(state, event) {
  return HANDLERS[event.type](state, event);
}

const HANDLERS = {
  /** The calls that are there already: a single one counts as the first, of several none does. */
  loaded(state, { workflows, dialogs, user }) {
    const shown = dialogs.filter((dialog) => isShown(dialog, user.extension));
    const calls = shown.length > 1 ? shown.map((dialog) => ({ ...newCall(dialog), out: true })) : [];
    return HANDLERS.changed({ ...state, workflows, calls }, { dialogs, user });
  },

  changed(state, { dialogs, user }) {
    if (state.workflows === undefined) {
      return [state, []];
    }
    const run = new Run(state, user);
    const shown = dialogs.filter((dialog) => isShown(dialog, user.extension));
    const present = new Map(shown.map((dialog) => [dialog.id, dialog]));
    state.calls
      .filter(({ id, gone }) => !gone && !present.has(id))
      .forEach(({ id }) => run.go(id));
    shown.forEach((dialog) => run.see(dialog));
    return [run.state, run.effects];
  },

  done(state) {
    const [next, ...waiting] = state.waiting;
    return next === undefined
      ? [{ ...state, running: false }, []]
      : [{ ...state, waiting }, [{ run: next }]];
  },
};

const newCall = (dialog) => ({ id: dialog.id, dialog, judged: [], out: false, gone: false });

/** One change of the calls, on its way through the engine. */
class Run {
  constructor(state, user) {
    Object.assign(this, { state, user, effects: [] });
  }

  /** A call is there, as it is now. */
  see(dialog) {
    const before = this.call(dialog.id);
    if (before?.dialog === dialog && !before.gone) {
      return;
    }
    const isNew = before === undefined || before.gone;
    const out = before?.out === true || (isNew && this.state.holder !== undefined);
    this.put({ ...(before ?? newCall(dialog)), dialog, out, gone: false });
    triggersOf(dialog, this.user.extension).forEach((trigger) => this.judge(dialog.id, trigger));
  }

  /** A call has gone. It has ended, if nobody told that before. */
  go(id) {
    this.judge(id, "CALL_ENDS");
    this.put({ ...this.call(id), gone: true });
    const { calls, holder } = this.state;
    const gone = calls.filter((call) => call.gone).slice(-REMEMBERED);
    this.state = {
      ...this.state,
      calls: calls.filter((call) => !call.gone || gone.includes(call)),
      holder: holder === id ? undefined : holder,
    };
  }

  judge(id, trigger) {
    const { dialog, judged, out } = this.call(id);
    if (judged.includes(trigger)) {
      return;
    }
    this.put({ ...this.call(id), judged: [...judged, trigger] });
    const known = { dialog, user: this.user };
    const workflow = this.state.workflows.find(
      (one) => one.trigger === trigger && (one.overlapping || !out) && matches(one, known),
    );
    if (workflow !== undefined) {
      if (!out) {
        this.hold(id);
      }
      this.run({ workflow, ...known });
    }
  }

  /** That call has the engine now; all others that are there are out. */
  hold(id) {
    const calls = this.state.calls.map((call) => (call.id === id || call.gone ? call : { ...call, out: true }));
    this.state = { ...this.state, holder: id, calls };
  }

  run(one) {
    const { running, waiting } = this.state;
    if (!running) {
      this.state = { ...this.state, running: true };
      this.effects.push({ run: one });
    } else if (waiting.length < WAITING) {
      this.state = { ...this.state, waiting: [...waiting, one] };
    }
  }

  call(id) {
    return this.state.calls.find((call) => call.id === id);
  }

  /** With that call as it is now; the latest is the last. */
  put(call) {
    this.state = { ...this.state, calls: [...this.state.calls.filter(({ id }) => id !== call.id), call] };
  }
}

/** Whether all triggers hold, and the conditions: all of them, or any; none are true. */
function matches({ triggers, conditions: { any, all } }, known) {
  const held = ({ variable, comparator, value }) => holds(comparator, variableValue(variable, known), value);
  return triggers.every(held) && (all.length === 0 || (any ? all.some(held) : all.every(held)));
}
