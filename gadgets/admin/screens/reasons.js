/** Reasons: why agents are not ready or sign out, and what calls were about. */

import { h } from "../../desktop/parts/dom.js";
import {
  codeFault,
  LABEL,
  labelFault,
  proposedCode,
  readReasonCodes,
  readWrapUpReasons,
  REASON_CODE,
  reasonCodeBody,
  roomFault,
  WRAP_UP_LABEL,
  WRAP_UP_REASON,
  wrapUpReasonBody,
  wrapUpRoomFault,
} from "../model/reasons.js";
import { bytes } from "../model/size.js";
import { formDialog } from "../parts/dialog.js";
import { textField, toggleField } from "../parts/fields.js";
import { icon } from "../parts/icons.js";
import { List } from "../parts/list.js";
import { Tabs } from "../parts/tabs.js";
import { tried } from "../parts/tried.js";

/** See screens.js. */
export function screen(given) {
  const parts = [
    new ReasonCodes(given, "NOT_READY", "notReady"),
    new ReasonCodes(given, "LOGOUT", "signOut"),
    new WrapUpReasons(given),
  ];
  const { say } = given;
  const tabs = new Tabs(
    parts.map(({ id, list }) => ({ id, label: say(`reasons.${id}`), element: list.element })),
    say("tab.reasons"),
  );
  return {
    element: tabs.element,
    load: async () => {
      await Promise.all(parts.map((part) => part.load()));
    },
    isDirty: () => parts.some((part) => part.dialog?.isDirty() === true),
    remove: () => undefined,
  };
}

/** What both kinds of reasons have alike: their list, and the dialog of one. */
class Reasons {
  constructor(given, id, columns, sorted) {
    Object.assign(this, { ...given, id, tried: (does, done) => tried(given.notify, does, done) });
    const { say, language, readOnly } = this;
    this.list = new List({
      say,
      language,
      readOnly,
      name: id,
      label: say(`reasons.${id}`),
      columns,
      sorted,
      keyOf: ({ uri }) => uri,
      titleOf: ({ label }) => label,
      canRemove: ({ isSystem }) => isSystem !== true,
      empty: { title: say("reasons.none"), text: say(`reasons.noneOf.${id}`) },
      create: () => void this.edit(),
      edit: (reason) => void this.edit(reason),
      remove: (reason) => this.remove(reason),
      refresh: () => this.tried(() => this.load()),
    });
  }

  async remove({ uri, label }) {
    await this.tried(() => this.rest.delete(uri), ["saved.removed", { name: label }]);
    await this.tried(() => this.load());
  }

  /** The dialog of a reason, or of a new one. */
  async edit(reason) {
    const { say } = this;
    this.dialog = formDialog({
      say,
      title: say(reason === undefined ? `reasons.new.${this.id}` : `reasons.edit.${this.id}`),
      fields: this.fields(reason),
      submit: async (values) => {
        await (reason === undefined
          ? this.rest.post(this.path, this.body(values))
          : this.rest.put(reason.uri, this.body(values, reason)));
        this.notify.saved(["saved.reason", { name: values.label }]);
      },
    });
    if (await this.dialog.saved) {
      await this.tried(() => this.load());
    }
  }

  global(value, isFixed, check) {
    const { say } = this;
    return toggleField({
      say,
      name: "forAll",
      label: say("reasons.global"),
      hint: say(isFixed ? "reasons.globalSystem" : "reasons.globalHint"),
      value,
      isFixed,
      check,
    });
  }
}

class ReasonCodes extends Reasons {
  constructor(given, category, id) {
    const { say } = given;
    const type = ({ isSystem }) => say(isSystem ? "reasons.system" : "reasons.custom");
    const columns = [
      { id: "label", title: say("reasons.label"), value: ({ label }) => label },
      { id: "type", title: say("reasons.type"), value: type },
      { id: "code", title: say("reasons.code"), value: ({ code }) => code },
      globalColumn(say),
    ];
    super(given, id, columns, "type");
    this.category = category;
    this.path = REASON_CODE;
  }

  async load() {
    this.codes = readReasonCodes(await this.rest.get(`${REASON_CODE}s?category=ALL`));
    this.list.show(this.codes.filter(({ category }) => category === this.category));
  }

  fields(reason) {
    const { say, codes, category } = this;
    const others = codes.filter((one) => one.uri !== reason?.uri);
    const same = others.filter((one) => one.category === category);
    const isSystem = reason?.isSystem === true;
    return [
      textField({
        say,
        name: "label",
        label: say("reasons.label"),
        value: reason?.label,
        required: true,
        most: LABEL,
        check: (label) => labelFault(label, same),
      }),
      textField({
        say,
        name: "code",
        label: say("reasons.code"),
        hint: say(isSystem ? "reasons.codeSystem" : "reasons.codeHint"),
        value: String(reason?.code ?? proposedCode(codes, category) ?? ""),
        required: true,
        isFixed: isSystem,
        attributes: { inputmode: "numeric" },
        check: (code) => (isSystem ? undefined : codeFault(code, others, category)),
      }),
      this.global(reason?.isGlobal ?? true, isSystem, (isGlobal) =>
        isSystem ? undefined : roomFault(isGlobal, same),
      ),
    ];
  }

  body(values, reason) {
    const category = reason === undefined ? this.category : undefined;
    return reasonCodeBody({ ...values, category }, reason?.isSystem);
  }
}

class WrapUpReasons extends Reasons {
  constructor(given) {
    const { say } = given;
    const label = { id: "label", title: say("reasons.label"), value: (one) => one.label };
    super(given, "wrapUp", [label, globalColumn(say)]);
    this.path = WRAP_UP_REASON;
  }

  async load() {
    this.reasons = readWrapUpReasons(await this.rest.get(`${WRAP_UP_REASON}s`));
    this.list.show(this.reasons);
  }

  fields(reason) {
    const { say } = this;
    const others = this.reasons.filter((one) => one.uri !== reason?.uri);
    return [
      textField({
        say,
        name: "label",
        label: say("reasons.label"),
        hint: say("reasons.bytesHint"),
        value: reason?.label,
        required: true,
        most: WRAP_UP_LABEL,
        size: bytes,
        check: (label) => labelFault(label, others),
      }),
      this.global(reason?.isGlobal ?? true, false, (isGlobal) => wrapUpRoomFault(isGlobal, others)),
    ];
  }

  body(values) {
    return wrapUpReasonBody(values);
  }
}

function globalColumn(say) {
  const words = ({ isGlobal }) => say(isGlobal ? "reasons.isGlobal" : "reasons.ofTeams");
  return {
    id: "global",
    title: say("reasons.globalTitle"),
    value: words,
    cell: (one) =>
      h("span", { class: "row-mark", "data-on": String(one.isGlobal) }, one.isGlobal && icon("done"), words(one)),
  };
}
