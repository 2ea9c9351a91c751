/**
 * The fields of a form. Each is {name, element, input, value, check(), fail(text), focus()}: `name` as the API calls it,
 * `value` can be set, `check` shows what is wrong at the field and says whether nothing is. A fault that was shown goes
 * when it is corrected.
 */

import { h, setAttribute, setText } from "../../desktop/parts/dom.js";
import { bytes, characters } from "../model/size.js";

let fields = 0;

/**
 * A line of text, or several with `rows`.
 *
 * @param {object} given
 * @param {function} given.say
 * @param {string} given.name
 * @param {string} given.label
 * @param {string} [given.hint]
 * @param {string} [given.value]
 * @param {boolean} [given.required]
 * @param {number} [given.most] with a counter
 * @param {(text: string) => number} [given.size] what `most` is of: characters, or bytes
 * @param {(value: string) => [string, object]|undefined} [given.check] what else may be wrong
 * @param {object} [given.attributes] of the input
 * @param {number} [given.rows]
 * @param {boolean} [given.isFixed] it is shown, not changed
 */
export function textField(given) {
  const { say, name, label, hint, most, size = characters, required = false, rows, isFixed = false } = given;
  const id = `field-${(fields += 1)}`;
  const input = h(rows === undefined ? "input" : "textarea", {
    id,
    type: rows === undefined ? "text" : undefined,
    rows,
    dir: "auto",
    autocomplete: "off",
    required,
    readonly: isFixed,
    "data-testid": `field-${name}`,
    ...given.attributes,
  });
  const counter =
    most !== undefined && h("span", { class: "field-counter", "data-testid": `counter-${name}`, "aria-hidden": "true" });
  const parts = around({ id, name, label, hint, required, input, aside: counter });
  const field = {
    ...parts,
    name,
    input,
    get value() {
      return input.value.trim();
    },
    set value(text) {
      input.value = text;
      count();
    },
    check() {
      parts.tell(fault());
      return !parts.isWrong();
    },
    fail: (text) => parts.tell(text),
    focus: () => input.focus(),
  };
  const fault = () => {
    const { value } = field;
    if (required && value === "") {
      return say("field.required");
    }
    if (most !== undefined && size(value) > most) {
      return say(size === bytes ? "field.mostBytes" : "field.most", { most, count: size(value) });
    }
    const more = given.check?.(value);
    return more === undefined ? "" : say(more);
  };
  const count = () => {
    if (counter) {
      const used = size(field.value);
      setText(counter, say(size === bytes ? "field.bytes" : "field.count", { used, most }));
      setAttribute(counter, "data-over", used > most);
    }
  };
  input.addEventListener("input", () => {
    count();
    if (parts.isWrong() || (most !== undefined && size(field.value) > most)) {
      field.check();
    }
  });
  field.value = given.value ?? "";
  return field;
}

/** One of some values: {value, label}[]. `check(value)` may say what is wrong, as a text. */
export function choiceField({ say, name, label, hint, options, value, isFixed = false, changed, check }) {
  const id = `field-${(fields += 1)}`;
  const input = h(
    "select",
    { id, disabled: isFixed, "data-testid": `field-${name}`, onchange: () => chosen() },
    options.map((option) => h("option", { value: option.value }, option.label)),
  );
  input.value = value ?? options[0].value;
  const parts = around({ id, name, label, hint, input });
  const chosen = () => {
    parts.tell("");
    changed?.(input.value);
  };
  return {
    ...parts,
    name,
    input,
    get value() {
      return input.value;
    },
    set value(wanted) {
      input.value = wanted;
    },
    check() {
      const fault = check?.(input.value);
      parts.tell(fault === undefined ? "" : say(fault));
      return fault === undefined;
    },
    fail: (text) => parts.tell(text),
    focus: () => input.focus(),
  };
}

/** Yes or no. `check(value)` may say what is wrong, as a text. */
export function toggleField({ say, name, label, hint, value = false, isFixed = false, changed, check }) {
  const id = `field-${(fields += 1)}`;
  const input = h("input", {
    id,
    type: "checkbox",
    role: "switch",
    disabled: isFixed,
    "data-testid": `field-${name}`,
    "aria-describedby": hint && `${id}-hint`,
    onchange: () => {
      fail("");
      changed?.(input.checked);
    },
  });
  input.checked = value;
  const error = h("p", { class: "field-error", role: "alert", "data-testid": `error-${name}`, hidden: true });
  const fail = (text) => {
    setText(error, text);
    error.hidden = text === "";
  };
  return {
    name,
    input,
    element: h(
      "div",
      { class: "field" },
      h("label", { for: id, class: "check" }, input, label),
      hint && h("p", { class: "field-note", id: `${id}-hint` }, hint),
      error,
    ),
    get value() {
      return input.checked;
    },
    set value(wanted) {
      input.checked = wanted;
    },
    check() {
      const fault = check?.(input.checked);
      fail(fault === undefined ? "" : say(fault));
      return fault === undefined;
    },
    fail,
    focus: () => input.focus(),
  };
}

/** Label, hint, counter and fault around an input. */
function around({ id, name, label, hint, required, input, aside }) {
  const error = h("p", {
    class: "field-error",
    id: `${id}-error`,
    role: "alert",
    "data-testid": `error-${name}`,
    hidden: true,
  });
  const described = (isWrong) => [hint && `${id}-hint`, isWrong && error.id].filter(Boolean).join(" ");
  setAttribute(input, "aria-describedby", described(false) || undefined);
  return {
    element: h(
      "div",
      { class: "field" },
      h(
        "div",
        { class: "field-head" },
        h("label", { for: id }, label, required && h("span", { class: "field-required", "aria-hidden": "true" }, "*")),
        aside,
      ),
      input,
      hint && h("p", { class: "field-note", id: `${id}-hint` }, hint),
      error,
    ),
    isWrong: () => !error.hidden,
    tell(text) {
      setText(error, text);
      error.hidden = text === "";
      setAttribute(input, "aria-invalid", text === "" ? undefined : "true");
      setAttribute(input, "aria-describedby", described(text !== "") || undefined);
    },
  };
}
