/** Settings of all desktops: where the servers of their chat are. */

import { h } from "../../desktop/parts/dom.js";
import {
  ADDRESS,
  addressFault,
  CHAT_CONFIG,
  chatConfigBody,
  NODES,
  readChatConfig,
  secondFault,
} from "../model/chat_config.js";
import { textField } from "../parts/fields.js";
import { Form } from "../parts/form.js";

/** See screens.js. */
export function screen({ say, rest, readOnly, notify }) {
  let known = {};
  const [primary, secondary] = NODES.map((node, at) =>
    textField({
      say,
      name: node,
      label: say(`settings.${node}`),
      most: ADDRESS,
      isFixed: readOnly,
      check: (address) =>
        addressFault(address) ?? (at === 1 ? secondFault(address, primary.value) : undefined),
      attributes: {
        inputmode: "url",
        spellcheck: "false",
        dir: "ltr",
        placeholder: `https://chat${at + 1}.example.com:5280/http-bind`,
      },
    }),
  );
  const fill = () => {
    for (const field of [primary, secondary]) {
      field.value = known[field.name];
      field.fail("");
    }
    form.kept();
  };
  const form = new Form({
    say,
    fields: [primary, secondary],
    submit: async (values) => {
      await rest.put(CHAT_CONFIG, chatConfigBody(values));
      known = values;
      notify.saved(["saved.settings", {}]);
    },
    cancel: fill,
    cancelText: say("form.revert"),
    readOnly,
  });
  return {
    element: h(
      "section",
      { class: "card settings", "aria-labelledby": "settings-chat" },
      h("h2", { id: "settings-chat" }, say("settings.chat")),
      h("p", { class: "field-note" }, say("settings.chatHint")),
      form.element,
    ),
    load: async () => {
      known = readChatConfig(await rest.get(CHAT_CONFIG));
      fill();
    },
    isDirty: () => form.isDirty,
    remove: () => undefined,
  };
}
